import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { recordAudit } from '../audit.ts';
import { type DataKeys, dataKeys, openUnder } from '../keys/petition-keys.ts';
import { seal } from '../keys/seal.ts';
import type { Member } from '../team/members.ts';
import type { TeamPetition } from '../team/places.ts';
import type { SignatureState } from './fields.ts';
import { needsOpening, type Pattern } from './pattern.ts';
import { type Match, scanPortion } from './scan.ts';

export const MATCHES_PER_PAGE = 50;
/** Most searches without a filter end within it. */
const FIRST_PORTION = 500;
/** One answer opens about this many signatures at most … */
const OPENED_AT_MOST = 20_000;
/** … and looks for at most this many milliseconds, so that nobody waits a second. */
const LONGEST_LOOK = 500;

export interface Search {
  readonly pattern: Pattern;
  readonly state: SignatureState | '';
  /** Where the last answer ended, as it said; empty for the beginning. */
  readonly cursor: string;
}

export interface Found {
  readonly matches: readonly Match[];
  /** How many signatures were looked through so far, since the first answer. */
  readonly looked: number;
  readonly total: number;
  /** Null when all of them were looked through. */
  readonly next: string | null;
}

/** The next matches of a search. That this member read names today is on the record (once a day). */
export async function searchSignatures(
  member: Member,
  petition: TeamPetition,
  search: Search,
  now: Date,
): Promise<Found> {
  const keys = await dataKeys(petition.id);
  await noteLooking(member, petition, now);
  const scan = { petitionId: petition.id, keys, pattern: search.pattern, state: search.state };
  const isCostly = needsOpening(search.pattern);
  const began = performance.now();
  const start = openCursor(keys, petition.id, search.cursor);
  const matches: Match[] = [];
  let { key, looked } = start;
  let isEnd = false;
  for (let rows = FIRST_PORTION; !isEnd && matches.length < MATCHES_PER_PAGE; rows = isCostly ? 2_000 : 10_000) {
    if (performance.now() - began > LONGEST_LOOK || (isCostly && looked - start.looked >= OPENED_AT_MOST)) break;
    const portion = await scanPortion(database(), scan, key, rows);
    const fitting = portion.matches.slice(0, MATCHES_PER_PAGE - matches.length);
    const cut = fitting.length < portion.matches.length ? fitting.at(-1) : undefined;
    matches.push(...fitting);
    looked += cut?.position ?? portion.looked;
    key = cut?.key ?? portion.last;
    isEnd = portion.isEnd && !cut;
  }
  const total = Math.max(looked, await countKept(petition.id));
  return { matches, looked, total, next: isEnd ? null : sealCursor(keys, petition.id, { key, looked }) };
}

interface Cursor {
  readonly key: Buffer;
  readonly looked: number;
}

const placeOf = (petitionId: string) => `search/${petitionId}`;

/**
 * Sealed: a duplicate key in the page would let whoever keeps the page find its row in a dump. It travels in the form,
 * never in a URL.
 */
const sealCursor = (keys: DataKeys, petitionId: string, { key, looked }: Cursor): string =>
  seal(keys.data, JSON.stringify([key.toString('hex'), looked]), placeOf(petitionId)).toString('base64url');

function openCursor(keys: DataKeys, petitionId: string, cursor: string): Cursor {
  const start = { key: Buffer.alloc(0), looked: 0 };
  if (cursor === '') return start;
  try {
    const [key, looked] = JSON.parse(
      openUnder(keys, Buffer.from(cursor, 'base64url'), placeOf(petitionId)).toString(),
    ) as [string, number];
    return { key: Buffer.from(key, 'hex'), looked };
  } catch {
    // Not one of ours: the search begins anew, which harms nobody.
    return start;
  }
}

/** Signatures that are not withdrawn, as of the last fold. */
export async function countKept(petitionId: string): Promise<number> {
  const [row] = await database().execute<{ kept: string }>(
    sql`select confirmed - withdrawn as kept from petition_counts where petition_id = ${petitionId}::uuid`,
  );
  return Number(row?.kept ?? 0);
}

/** Reading names is an act, too: once per member, petition and day it stands in the audit. */
export async function noteLooking(member: Member, petition: TeamPetition, now: Date): Promise<void> {
  await database().transaction(async (tx) => {
    const known = await tx.execute(sql`
      select from audit_records where coalition_id = ${member.coalition.id}::uuid and act = 'signatures-looked-at'
        and actor = ${member.accountId} and subject->>'petition' = ${petition.id}
        and at >= date_trunc('day', ${now.toISOString()}::timestamptz, 'UTC') limit 1`);
    if (known.length > 0) return;
    const subject = { petition: petition.id };
    const record = { actor: member.accountId, act: 'signatures-looked-at', subject, coalitionId: member.coalition.id };
    await recordAudit(tx, { ...record, act: 'signatures-looked-at' }, now);
  });
}
