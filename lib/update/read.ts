import { and, desc, eq, sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { rootOf } from '../fault.ts';
import { type Locale, locales } from '../i18n/locales.ts';
import type { TeamPetition } from '../team/places.ts';
import type { UpdateText } from './fields.ts';

/** An update as the team sees it: a draft, waiting for its time, or published. */
export interface TeamUpdate {
  readonly id: string;
  readonly number: number | null;
  readonly createdAt: Date;
  readonly publishedAt: Date | null;
  readonly scheduledFor: Date | null;
  readonly revision: number;
  readonly sendsLetters: boolean;
  /** When its letters were queued for sending. */
  readonly queuedAt: Date | null;
  readonly texts: Readonly<Record<Locale, UpdateText>>;
}

const { updates, updateSendings, updateTexts } = schema;

const empty: UpdateText = { title: '', body: '' };

/** All updates of a petition: what is being written first, then the published ones, newest first. */
export async function listUpdates(petition: TeamPetition): Promise<TeamUpdate[]> {
  const [rows, texts] = await Promise.all([
    database()
      .select({ update: updates, queuedAt: updateSendings.queuedAt })
      .from(updates)
      .leftJoin(updateSendings, eq(updateSendings.updateId, updates.id))
      .where(eq(updates.petitionId, petition.id))
      .orderBy(sql`${updates.number} desc nulls first`, desc(updates.createdAt), updates.id),
    database()
      .select({ text: updateTexts })
      .from(updateTexts)
      .innerJoin(updates, eq(updates.id, updateTexts.updateId))
      .where(eq(updates.petitionId, petition.id)),
  ]);
  return rows.map(({ queuedAt, update }) => ({
    ...update,
    queuedAt,
    texts: textsOf(texts.filter(({ text }) => text.updateId === update.id).map(({ text }) => text)),
  }));
}

/** The update of that id, of this petition; null for any other, and for what is no id. */
export async function findUpdate(petition: TeamPetition, id: string): Promise<TeamUpdate | null> {
  const [row] = await database()
    .select({ update: updates, queuedAt: updateSendings.queuedAt })
    .from(updates)
    .leftJoin(updateSendings, eq(updateSendings.updateId, updates.id))
    .where(and(sql`${updates.id}::text = ${id}`, eq(updates.petitionId, petition.id)));
  if (!row) return null;
  const texts = await database().select().from(updateTexts).where(eq(updateTexts.updateId, row.update.id));
  return { ...row.update, queuedAt: row.queuedAt, texts: textsOf(texts) };
}

function textsOf(rows: readonly (UpdateText & { readonly language: string })[]): TeamUpdate['texts'] {
  const entries = locales.map((language) => {
    const row = rows.find((text) => text.language === language);
    return [language, row ? { title: row.title, body: row.body } : empty] as const;
  });
  // The cast holds because there is one entry per language.
  return Object.fromEntries(entries) as Record<Locale, UpdateText>;
}

/** What to call an update in the panel: its title in the reader's language, or in the first that has one. */
export function titleOf({ texts }: Pick<TeamUpdate, 'texts'>, locale: Locale): { title: string; language: Locale } {
  const language = [locale, ...locales].find((tag) => texts[tag].title !== '') ?? locale;
  return { title: texts[language].title, language };
}

/** PostgreSQL's name for a statement that took longer than it may. */
const CANCELLED = '57014';

/**
 * How many signers asked for news of a petition. A figure beside a button is not worth a second of everybody's
 * database: null when it cannot be had within so many milliseconds.
 */
export async function countFollowers(petitionId: string, longest = 500): Promise<number | null> {
  return database()
    .transaction(async (tx) => {
      await tx.execute(sql`select set_config('statement_timeout', ${String(longest)}, true)`);
      const [row] = await tx.execute<{ followers: number }>(sql`
        select count(*)::int as followers from signatures s join consents c on c.signature_id = s.id
        where s.petition_id = ${petitionId} and s.withdrawn_on is null and s.invalidated_on is null
          and c.kind = 'updates'`);
      return row?.followers ?? 0;
    })
    .catch((fault: unknown) => {
      if ((rootOf(fault) as { code?: unknown }).code === CANCELLED) return null;
      throw fault;
    });
}
