import { and, eq } from 'drizzle-orm';
import { schema, type Transaction } from '@/db/client.ts';
import type { Locale } from '../i18n/locales.ts';
import type { DraftFields } from './fields.ts';
import { loadDrafts } from './read.ts';

const { petitionCards } = schema;

/** Gives a petition the share cards of its drafts: at its publication, in the same transaction. */
export async function copyCards(tx: Transaction, petitionId: string): Promise<void> {
  const { byLanguage } = await loadDrafts(petitionId, tx);
  for (const { fields, language } of byLanguage.values()) await writeCard(tx, petitionId, language, fields);
}

/** The card of one language; without words of its own there is none. True when that changed anything. */
export async function writeCard(
  tx: Transaction,
  petitionId: string,
  language: Locale,
  fields: Pick<DraftFields, 'card_title' | 'card_text'>,
): Promise<boolean> {
  const title = fields.card_title.trim();
  const text = fields.card_text.trim();
  const isThis = and(eq(petitionCards.petitionId, petitionId), eq(petitionCards.language, language));
  const [known] = await tx.select().from(petitionCards).where(isThis);
  if ((known?.title ?? '') === title && (known?.text ?? '') === text) return false;
  if (title === '' && text === '') await tx.delete(petitionCards).where(isThis);
  else
    await tx
      .insert(petitionCards)
      .values({ petitionId, language, title, text })
      .onConflictDoUpdate({ target: [petitionCards.petitionId, petitionCards.language], set: { title, text } });
  return true;
}
