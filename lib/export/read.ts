import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';
import { namesOf } from '../access/accounts.ts';
import type { Member } from '../team/members.ts';
import { approvesFrom, kindsOf, needsSecondPerson } from './kinds.ts';

const { exports } = schema;

type ExportRow = typeof exports.$inferSelect;

export type ExportState = 'waiting' | 'ready' | 'going' | 'taken' | 'refused' | 'lapsed';

export interface TeamExport extends ExportRow {
  readonly state: ExportState;
  readonly askedByName: string;
  readonly approvedByName: string | null;
  /** The reader asked for it: they alone take it, and they never approve it. */
  readonly isMine: boolean;
}

/** The facts say what state a list is in; "going" may also be one whose line broke without a word. */
export function stateOf(row: ExportRow, now: Date): ExportState {
  if (row.finishedAt) return 'taken';
  if (row.refusedAt) return 'refused';
  if (row.expiresAt && row.expiresAt <= now) return 'lapsed';
  if (needsSecondPerson(row.people) && !row.approvedAt) return 'waiting';
  return row.begunAt ? 'going' : 'ready';
}

/** A member sees the kinds that its role may ask for, and a partner's member its partner's lists alone. */
const seenBy = (member: Member, petitionId: string) =>
  and(
    eq(exports.petitionId, petitionId),
    inArray(exports.kind, [...kindsOf(member)]),
    member.role === 'partner' ? eq(exports.partnerId, member.partnerId ?? '') : undefined,
  );

const SHOWN = 50;

/** The latest exports of a petition, as far as the member may know of them. */
export async function listExports(member: Member, petitionId: string, now: Date): Promise<TeamExport[]> {
  const rows = await database()
    .select()
    .from(exports)
    .where(seenBy(member, petitionId))
    .orderBy(desc(exports.askedAt), desc(exports.id))
    .limit(SHOWN);
  return nameThem(rows, member, now);
}

export async function findExport(
  member: Member,
  petitionId: string,
  id: string,
  now: Date,
): Promise<TeamExport | null> {
  if (!isId(id)) return null;
  const [row] = await database()
    .select()
    .from(exports)
    .where(and(seenBy(member, petitionId), eq(exports.id, id)));
  return row ? ((await nameThem([row], member, now))[0] ?? null) : null;
}

/** The row itself, held until the transaction ends, for verbs that change it. */
export async function holdExport(
  tx: Transaction,
  member: Member,
  petitionId: string,
  id: string,
): Promise<ExportRow | null> {
  if (!isId(id)) return null;
  const [row] = await tx
    .select()
    .from(exports)
    .where(and(seenBy(member, petitionId), eq(exports.id, id)))
    .for('update');
  return row ?? null;
}

const isId = (segment: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(segment);

async function nameThem(rows: readonly ExportRow[], member: Member, now: Date): Promise<TeamExport[]> {
  const names = await namesOf(
    rows.flatMap(({ approvedBy, askedBy }) => (approvedBy ? [askedBy, approvedBy] : [askedBy])),
  );
  return rows.map((row) => ({
    ...row,
    state: stateOf(row, now),
    askedByName: names.get(row.askedBy) ?? '',
    approvedByName: row.approvedBy ? (names.get(row.approvedBy) ?? '') : null,
    isMine: row.askedBy === member.accountId,
  }));
}

export interface Approver {
  readonly name: string;
  /** When they can; in the past where they can already. */
  readonly from: Date;
}

/** The owners who may approve what this account asked for, whoever has been one for longest first. */
export async function approversBeside(member: Member, askedBy: string): Promise<Approver[]> {
  const rows = await database().execute<{ account_id: string; since: string }>(sql`
    select m.account_id, to_json(m.role_since)#>>'{}' as since from members m join accounts a on a.id = m.account_id
    where m.coalition_id = ${member.coalition.id} and m.role = 'owner' and m.left_at is null
      and a.disabled_at is null and m.account_id <> ${askedBy} order by m.role_since, m.id`);
  const names = await namesOf(rows.map(({ account_id }) => account_id));
  return rows.map(({ account_id, since }) => ({
    name: names.get(account_id) ?? '',
    from: approvesFrom(new Date(since)),
  }));
}
