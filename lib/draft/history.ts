import { and, desc, eq, inArray, lte, sql } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';
import type { StoredFields } from '@/db/schema/team.ts';
import { type DraftFields, emptyDraft } from './fields.ts';
import type { Draft } from './read.ts';

const { draftSaves, petitionDrafts } = schema;

/** In milliseconds: what one author saves within the same five minutes is one state. */
const SPAN = 5 * 60_000;

const placeOf = (petitionId: string, language: string) => `petition/${petitionId}/${language}`;
/** Where texts lie that came too late: their writers had not seen the last save. */
const asideOf = (petitionId: string, language: string) => `${placeOf(petitionId, language)}/aside`;

const spanOf = (time: Date) => Math.floor(time.getTime() / SPAN);

/** Writes a save into the history: on top of the author's own of the last minutes, or as one more. */
export async function keepSave(
  tx: Transaction,
  petitionId: string,
  before: Draft,
  { fields, language, revision }: Draft,
  savedBy: string,
  savedAt: Date,
): Promise<void> {
  const place = placeOf(petitionId, language);
  const last = await lastSave(tx, place);
  // What a version handed on is a state like any other: translations follow it.
  if (!last && Object.values(before.fields).some(Boolean))
    await tx.insert(draftSaves).values({ place, revision: before.revision, fields: { ...before.fields }, savedAt });
  const isOnTop =
    last?.savedBy === savedBy &&
    spanOf(last.savedAt) === spanOf(savedAt) &&
    !(await isFollowed(tx, petitionId, last.revision)) &&
    !(await hasAsideSince(tx, asideOf(petitionId, language), savedBy, last.savedAt));
  await writeSave(tx, isOnTop ? last.id : null, { place, revision, fields: { ...fields }, savedBy, savedAt });
}

/** Keeps what came too late. */
export async function keepAside(
  tx: Transaction,
  petitionId: string,
  wish: { readonly language: string; readonly fields: DraftFields; readonly revision: number },
  savedBy: string,
  savedAt: Date,
): Promise<void> {
  const place = asideOf(petitionId, wish.language);
  const last = await lastSave(tx, place);
  const isOnTop =
    last?.savedBy === savedBy && last.revision === wish.revision && spanOf(last.savedAt) === spanOf(savedAt);
  const save = { place, revision: wish.revision, fields: { ...wish.fields }, savedBy, savedAt };
  await writeSave(tx, isOnTop ? last.id : null, save);
}

async function lastSave(tx: Transaction, place: string) {
  const [last] = await tx
    .select()
    .from(draftSaves)
    .where(eq(draftSaves.place, place))
    .orderBy(desc(draftSaves.id))
    .limit(1);
  return last;
}

type NewSave = typeof draftSaves.$inferInsert;

async function writeSave(tx: Transaction, onTopOf: number | null, save: NewSave): Promise<void> {
  if (onTopOf === null) await tx.insert(draftSaves).values(save);
  else await tx.update(draftSaves).set(save).where(eq(draftSaves.id, onTopOf));
}

/** A state that a translation follows stays as it is, so that its translator can be shown what changed since. */
async function isFollowed(tx: Transaction, petitionId: string, revision: number): Promise<boolean> {
  const followers = await tx
    .select({ language: petitionDrafts.language })
    .from(petitionDrafts)
    .where(and(eq(petitionDrafts.petitionId, petitionId), eq(petitionDrafts.followsRevision, revision)));
  return followers.length > 0;
}

/** Who was told that their text came too late writes beside the last state, not over it. */
async function hasAsideSince(tx: Transaction, place: string, savedBy: string, since: Date): Promise<boolean> {
  const last = await tx
    .select({ id: draftSaves.id })
    .from(draftSaves)
    .where(
      and(
        eq(draftSaves.place, place),
        eq(draftSaves.savedBy, savedBy),
        sql`${draftSaves.savedAt} >= ${since.toISOString()}`,
      ),
    )
    .limit(1);
  return last.length > 0;
}

/** One kept state of a draft. */
export interface Save {
  readonly id: number;
  readonly revision: number;
  readonly savedAt: Date;
  readonly savedBy: string | null;
  /** It came too late and was never the draft. */
  readonly isAside: boolean;
}

const MOST_SAVES = 200;

/** The kept states of one language, the newest first. */
export async function listSaves(petitionId: string, language: string): Promise<Save[]> {
  const rows = await database()
    .select()
    .from(draftSaves)
    .where(inArray(draftSaves.place, [placeOf(petitionId, language), asideOf(petitionId, language)]))
    .orderBy(desc(draftSaves.savedAt), desc(draftSaves.id))
    .limit(MOST_SAVES);
  return rows.map(saveOf);
}

/** One kept state with its words; null when this language of this petition has none of that number. */
export async function findSave(
  petitionId: string,
  language: string,
  id: string,
): Promise<(Save & { readonly fields: DraftFields }) | null> {
  const places = [placeOf(petitionId, language), asideOf(petitionId, language)];
  const [row] = await database()
    .select()
    .from(draftSaves)
    .where(and(inArray(draftSaves.place, places), sql`${draftSaves.id}::text = ${id}`));
  return row ? { ...saveOf(row), fields: fieldsOf(row.fields) } : null;
}

/** The source as it was at this revision, or the nearest state before it that is kept. */
export async function fieldsAt(petitionId: string, language: string, revision: number): Promise<DraftFields> {
  const [row] = await database()
    .select({ fields: draftSaves.fields })
    .from(draftSaves)
    .where(and(eq(draftSaves.place, placeOf(petitionId, language)), lte(draftSaves.revision, revision)))
    .orderBy(desc(draftSaves.revision), desc(draftSaves.id))
    .limit(1);
  return row ? fieldsOf(row.fields) : emptyDraft;
}

const fieldsOf = (stored: StoredFields): DraftFields => ({ ...emptyDraft, ...stored });

const saveOf = ({ id, place, revision, savedAt, savedBy }: typeof draftSaves.$inferSelect): Save => ({
  id,
  revision,
  savedAt,
  savedBy,
  isAside: place.endsWith('/aside'),
});
