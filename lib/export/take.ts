import { eq } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import type { Session } from '../access/sessions.ts';
import { recordAudit } from '../audit.ts';
import type { Member } from '../team/members.ts';
import type { TeamPetition } from '../team/places.ts';
import { needsSecondPerson, type Share } from './kinds.ts';
import { type Piece, packExport, typeOf } from './pack.ts';
import { countPeople } from './people.ts';
import { type ExportState, holdExport, stateOf } from './read.ts';
import { streamExport } from './stream.ts';

/** Who takes it, and by which sign-in: both must last as long as the list flows. */
export interface Taker {
  readonly member: Member;
  readonly session: Session;
}

export interface TakenExport {
  readonly fileName: string;
  readonly contentType: string;
  readonly body: ReadableStream<Uint8Array>;
}

export type TakeOutcome = TakenExport | Exclude<ExportState, 'ready' | 'going'> | 'not-yours' | 'grown' | 'unknown';

/** One taking of a list. A later one of the same list ends it: `begunAt` tells them apart. */
export interface Taking extends Share {
  readonly id: string;
  readonly begunAt: Date;
  /** Without a second person's word no more than a hundred people leave, whoever signed meanwhile. */
  readonly isApproved: boolean;
}

/**
 * Hands the list over as a stream; nothing of it is written down anywhere. It is audited before the first byte
 * leaves. One that broke off may be taken again while its time lasts; one that arrived is spent (EX-03). `made` brings
 * the bytes of a pack.
 */
export async function takeExport(
  taker: Taker,
  petition: TeamPetition,
  id: string,
  now: Date,
  made?: () => AsyncGenerator<Piece>,
): Promise<TakeOutcome> {
  const begun = await beginTaking(taker.member, petition, { id, isMade: made !== undefined }, now);
  if (typeof begun === 'string') return begun;
  const { contentType, ending } = typeOf(begun);
  const fileName = `${begun.kind}-${petition.slug}-${now.toISOString().slice(0, 10)}.${ending}`;
  return { fileName, contentType, body: streamExport(taker, begun, made?.() ?? packExport(begun)) };
}

async function beginTaking(
  member: Member,
  petition: TeamPetition,
  { id, isMade }: { readonly id: string; readonly isMade: boolean },
  now: Date,
): Promise<Taking | Exclude<TakeOutcome, TakenExport>> {
  return database().transaction(async (tx) => {
    const row = await holdExport(tx, member, petition.id, id);
    // A pack lies ready made, and leaves by the door of its delivery alone.
    if (!row || (row.kind === 'pack') !== isMade) return 'unknown';
    if (row.askedBy !== member.accountId) return 'not-yours';
    const state = stateOf(row, now);
    if (state !== 'ready' && state !== 'going') return state;
    const share: Share = { kind: row.kind, petitionId: petition.id, partnerId: row.partnerId };
    if (!isMade && !row.approvedAt && needsSecondPerson(await countPeople(share))) return 'grown';
    const begunAt = new Date(Math.max(now.getTime(), (row.begunAt?.getTime() ?? 0) + 1));
    await tx.update(schema.exports).set({ begunAt, rowsSent: 0 }).where(eq(schema.exports.id, row.id));
    const subject = { petition: petition.id, kind: row.kind, people: row.people, export: row.id };
    const record = { actor: member.accountId, act: 'export-taken', subject, coalitionId: member.coalition.id } as const;
    await recordAudit(tx, record, now);
    return { ...share, id: row.id, begunAt, isApproved: row.approvedAt !== null };
  });
}
