import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';
import type { PetitionEventKind } from '@/db/schema/petition.ts';
import { recordAudit } from '../audit.ts';
import { readDestructions } from '../keys/destructions.ts';
import type { TypedWords } from '../team/answers.ts';
import type { Member } from '../team/members.ts';
import type { TeamPetition } from '../team/places.ts';

/** In characters, for each language. */
export const LONGEST_REASON = 500;

const { campaigns, petitionEvents, petitions } = schema;

type Row = typeof petitions.$inferSelect;

/** What may be done with a petition at a moment: each state has its own acts. */
export type ClosingState = 'unpublished' | 'open' | 'closed' | 'archived';

export function closingState(petition: Row, now: Date): ClosingState {
  if (!petition.publishedAt) return 'unpublished';
  if (petition.archivedAt) return 'archived';
  const ends = [petition.closedAt, petition.closesAt].some((end) => end !== null && end <= now);
  return ends ? 'closed' : 'open';
}

/** Closes a petition to new signatures from this moment. Its public page gives the reason. */
export const closePetition = (petition: TeamPetition, member: Member, reason: TypedWords, now: Date) =>
  changeState(petition, member, { from: 'open', kind: 'closed', reason, set: { closedAt: now } }, now);

/** Opens a closed petition again, until a new date or without one. */
export async function reopenPetition(
  petition: TeamPetition,
  member: Member,
  { closesAt, reason }: { readonly closesAt: Date | null; readonly reason: TypedWords },
  now: Date,
): Promise<ReopenOutcome> {
  if (closesAt && closesAt <= now) return 'past';
  const set = { closedAt: null, closesAt };
  // Without the key that recognises addresses one mailbox could count twice.
  if ((await readDestructions(petition.id)).length > 0) return 'keys-gone';
  return changeState(petition, member, { from: 'closed', kind: 'reopened', reason, set }, now);
}

export type ReopenOutcome = 'done' | 'other-state' | 'past' | 'keys-gone';

/** Until when a closed petition can be opened again; null while it is open. */
export function reopenableUntil({ closedAt, closesAt }: Pick<Row, 'closedAt' | 'closesAt'>): Date | null {
  const ends = [closedAt, closesAt].flatMap((end) => (end ? [end.getTime()] : []));
  return ends.length > 0 ? new Date(Math.min(...ends) + DUPLICATES_KEPT_FOR) : null;
}

/** In milliseconds after closing (lib/retention/periods.ts). */
const DUPLICATES_KEPT_FOR = 14 * 24 * 3_600_000;

/** Takes a closed petition off the public list; its page and its count stay. */
export const archivePetition = (petition: TeamPetition, member: Member, now: Date) =>
  changeState(petition, member, { from: 'closed', kind: 'archived', reason: {}, set: { archivedAt: now } }, now);

export const restorePetition = (petition: TeamPetition, member: Member, now: Date) =>
  changeState(petition, member, { from: 'archived', kind: 'restored', reason: {}, set: { archivedAt: null } }, now);

interface Change {
  readonly from: ClosingState;
  readonly kind: PetitionEventKind;
  readonly reason: TypedWords;
  readonly set: Partial<Row>;
}

/** `other-state`: somebody else was faster, or its date came. */
async function changeState(
  { id }: TeamPetition,
  member: Member,
  change: Change,
  now: Date,
): Promise<'done' | 'other-state'> {
  return database().transaction(async (tx) => {
    const [row] = await tx.select().from(petitions).where(eq(petitions.id, id)).for('update');
    if (!row || closingState(row, now) !== change.from) return 'other-state';
    // Asked again under the lock under which keys are destroyed.
    if (change.kind === 'reopened' && (await readDestructions(id, tx)).length > 0) return 'other-state';
    await writeChange(tx, row, member, change, now);
    return 'done';
  });
}

async function writeChange(
  tx: Transaction,
  { id, slug }: Row,
  { accountId, coalition }: Member,
  { kind, reason, set }: Change,
  now: Date,
): Promise<void> {
  await tx.update(petitions).set(set).where(eq(petitions.id, id));
  await tx.insert(petitionEvents).values({ petitionId: id, kind, reason, at: now });
  // The public reason, as the team reads it: the words are theirs and stand on the petition's page.
  const said = reason.en ?? Object.values(reason)[0];
  const subject = { petition: id, slug, ...(said ? { reason: said } : {}) };
  await recordAudit(tx, { actor: accountId, act: `petition-${kind}`, subject, coalitionId: coalition.id }, now);
}

const publishedOf = (coalitionId: string) =>
  and(
    eq(campaigns.coalitionId, coalitionId),
    eq(campaigns.id, petitions.campaignId),
    isNotNull(petitions.publishedAt),
    isNull(petitions.archivedAt),
  );

/** Closes every open petition of the coalition, all with one reason. Answers how many. */
export async function closeAllPetitions(member: Member, reason: TypedWords, now: Date): Promise<number> {
  return database().transaction(async (tx) => {
    const rows = await tx
      .select({ petition: petitions })
      .from(petitions)
      .innerJoin(campaigns, publishedOf(member.coalition.id))
      .orderBy(asc(petitions.id))
      .for('update', { of: petitions });
    const open = rows.filter(({ petition }) => closingState(petition, now) === 'open');
    for (const { petition } of open) {
      await writeChange(tx, petition, member, { from: 'open', kind: 'closed', reason, set: { closedAt: now } }, now);
    }
    const { accountId, coalition } = member;
    const subject = { count: open.length };
    await recordAudit(tx, { actor: accountId, act: 'all-closed', subject, coalitionId: coalition.id }, now);
    return open.length;
  });
}

export interface OpenPetition {
  readonly id: string;
  readonly slug: string;
}

/** The coalition's petitions that take signatures at this moment. */
export async function listOpenPetitions(coalitionId: string, now: Date): Promise<OpenPetition[]> {
  const rows = await database()
    .select({ petition: petitions })
    .from(petitions)
    .innerJoin(campaigns, publishedOf(coalitionId))
    .orderBy(asc(petitions.slug));
  return rows.map(({ petition }) => petition).filter((petition) => closingState(petition, now) === 'open');
}

/** How many posted forms still wait for their confirmation: a number, and nothing of whose they are. */
export async function countWaitingAttempts(petitionId: string): Promise<number> {
  const [row] = await database().execute<{ waiting: number }>(sql`
    select count(*)::int as waiting from attempts
    where petition_id = ${petitionId} and sealed is not null and posted_at > now() - interval '7 days'`);
  return row?.waiting ?? 0;
}

/** What became of the petition since its publication, oldest first. */
export const listEvents = (petitionId: string) =>
  database()
    .select({ kind: petitionEvents.kind, reason: petitionEvents.reason, at: petitionEvents.at })
    .from(petitionEvents)
    .where(eq(petitionEvents.petitionId, petitionId))
    .orderBy(asc(petitionEvents.id));
