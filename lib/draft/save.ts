import { eq } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';
import { recordAudit } from '../audit.ts';
import type { Locale } from '../i18n/locales.ts';
import type { Member } from '../team/members.ts';
import { writeCard } from './cards.ts';
import { type DraftFields, draftFields } from './fields.ts';
import { keepAside, keepSave } from './history.ts';
import { type Draft, draftIn, loadDrafts } from './read.ts';

const { petitionDrafts, petitions } = schema;

export interface DraftWish {
  readonly language: Locale;
  readonly fields: DraftFields;
  /** The revision that the writer began from. */
  readonly revision: number;
  /** The revision of the source that a translator had before their eyes. */
  readonly sourceRevision: number;
  /** The translator says that this translation follows the source as it is now. */
  readonly isUpToDate: boolean;
  /** Saved by the clock, not by a hand: what the public sees at once waits for the hand. */
  readonly isAutomatic: boolean;
}

export type SaveOutcome =
  | { readonly kind: 'saved'; readonly revision: number; readonly sourceRevision: number }
  | { readonly kind: 'stale'; readonly theirs: Draft }
  | { readonly kind: 'not-yours' };

/** Translators follow the source; they do not write it. */
export const mayWrite = (member: Member, language: string, sourceLanguage: string): boolean =>
  member.role === 'owner' || member.role === 'editor' || (member.role === 'translator' && language !== sourceLanguage);

/**
 * Saves one language of a draft. A save that began from another revision than the last one changes nothing and is
 * kept aside: its writer is told, and the next save from here on wins knowingly. No text is ever lost.
 */
export async function saveDraft(member: Member, petitionId: string, wish: DraftWish, now: Date): Promise<SaveOutcome> {
  return database().transaction(async (tx) => {
    // One save of a petition after the other; signing goes on beside it.
    const [petition] = await tx.select().from(petitions).where(eq(petitions.id, petitionId)).for('no key update');
    if (!petition) throw new Error('There is no such petition.');
    if (!mayWrite(member, wish.language, petition.sourceLanguage)) return { kind: 'not-yours' };
    const drafts = await loadDrafts(petitionId, tx);
    const known = draftIn(drafts, wish.language);
    // Who saves what stands there already takes nothing from anybody.
    if (known.revision !== wish.revision && !isSame(known.fields, wish.fields)) {
      await keepAside(tx, petitionId, wish, member.accountId, now);
      return { kind: 'stale', theirs: known };
    }
    const isSource = wish.language === drafts.sourceLanguage;
    const next = {
      ...known,
      revision: isSame(known.fields, wish.fields) ? known.revision : known.revision + 1,
      fields: wish.fields,
      followsRevision: isSource ? null : followedBy(wish, known, drafts.source.revision),
    };
    if (next.revision !== known.revision) await keepSave(tx, petitionId, known, next, member.accountId, now);
    if (next.revision !== known.revision || next.followsRevision !== known.followsRevision)
      await writeDraft(tx, petitionId, next, member.accountId, now);
    if (petition.publishedAt && !wish.isAutomatic) await publishCard(tx, member, petition, next, now);
    return { kind: 'saved', revision: next.revision, sourceRevision: drafts.source.revision };
  });
}

const isSame = (one: DraftFields, other: DraftFields) => draftFields.every((field) => one[field] === other[field]);

/** A new translation follows what its writer saw; a known one follows more only when its writer says so. */
function followedBy(wish: DraftWish, known: Draft, sourceRevision: number): number {
  const seen = Math.min(wish.sourceRevision, sourceRevision);
  return wish.isUpToDate ? seen : (known.followsRevision ?? seen);
}

async function writeDraft(tx: Transaction, petitionId: string, draft: Draft, savedBy: string, now: Date) {
  const { act, addressee, body, card_text: cardText, card_title: cardTitle, demand, title } = draft.fields;
  const written = {
    ...{ title, demand, addressee, act, body, cardTitle, cardText },
    revision: draft.revision,
    followsRevision: draft.followsRevision,
    savedAt: now,
    savedBy,
  };
  await tx
    .insert(petitionDrafts)
    .values({ petitionId, language: draft.language, ...written })
    .onConflictDoUpdate({ target: [petitionDrafts.petitionId, petitionDrafts.language], set: written });
}

/** The share card of a published petition is public at once: whoever changes it stands in the audit. */
async function publishCard(
  tx: Transaction,
  member: Member,
  petition: typeof petitions.$inferSelect,
  { fields, language }: Draft,
  now: Date,
): Promise<void> {
  if (!(await writeCard(tx, petition.id, language, fields))) return;
  const subject = { petition: petition.id, slug: petition.slug, settings: `card/${language}` };
  const record = {
    actor: member.accountId,
    act: 'settings-changed',
    subject,
    coalitionId: member.coalition.id,
  } as const;
  await recordAudit(tx, record, now);
}
