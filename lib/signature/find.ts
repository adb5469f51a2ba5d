import { sql } from 'drizzle-orm';
import { batchReads } from '@/db/batch.ts';
import { executePrepared, type Transaction } from '@/db/client.ts';
import { once } from '@/db/once.ts';
import { isOpenToSite, type PrivacyMode } from '../petition/modes.ts';
import { hashToken, type Token } from '../token.ts';
import { type Follower, readCountry, readFollower } from './sealed.ts';

export interface FoundAttempt {
  readonly kind: 'attempt';
  readonly id: string;
  readonly petitionId: string;
  readonly mode: PrivacyMode;
  readonly partnerId: string | null;
  readonly sealed: Buffer;
  /** Null in attempts from before the log. */
  readonly sealedNonce: Buffer | null;
  /** The petition has been closed for more than a day (VE-09). */
  readonly tooLate: boolean;
}

export interface FoundSignature {
  readonly kind: 'signature';
  readonly id: string;
  readonly petitionId: string;
  readonly mode: PrivacyMode;
  readonly versionId: string;
  readonly partnerId: string | null;
  readonly duplicateKey: Buffer | null;
  readonly sealed: Buffer | null;
  /** UTC day, "2026-11-22". */
  readonly confirmedOn: string;
}

type Found = FoundAttempt | FoundSignature;

interface Row extends Record<string, unknown> {
  n: number;
  kind: 'attempt' | 'signature';
  id: string;
  petition_id: string;
  mode: PrivacyMode;
  version_id: string;
  partner_id: string | null;
  duplicate_key: string | null;
  sealed: string | null;
  sealed_nonce: string | null;
  confirmed_on: string | null;
  too_late: boolean;
}

/**
 * What a letter's token leads to: the attempt it came with, or the signature of that mailbox. A letter sent to
 * a mailbox that had signed, or signed later through another letter, leads to the signature too, because it
 * proves the same mailbox. Null for a token that is unknown, expired, refused or withdrawn: from outside these
 * are one.
 */
export const findByToken = (token: Token): Promise<Found | null> =>
  once('find-batch', () => batchReads(findByHashes))(hashToken(token).toString('hex'));

/** One statement for all tokens that are asked for together: a crowd that confirms asks for every one of them. */
async function findByHashes(hashes: readonly string[]): Promise<readonly (Found | null)[]> {
  const rows = await executePrepared<Row>(sql`
    select asked.n::int - 1 as n, found.*, p.privacy_mode as mode
    from (
      select decode(hash, 'hex') as token_hash, n
      from jsonb_array_elements_text(${JSON.stringify(hashes)}::text::jsonb) with ordinality as posted(hash, n)
    ) asked
    cross join lateral (
      with attempt as (
        select a.*, coalesce(least(p.closed_at, p.closes_at) + interval '24 hours' <= now(), false) as too_late
        from attempts a join petitions p on p.id = a.petition_id
        where a.token_hash = asked.token_hash and a.posted_at > now() - interval '7 days'
      ), signature as (
        select s.* from signatures s where s.token_hash = asked.token_hash
        union all
        select s.* from signatures s join attempt a on s.petition_id = a.petition_id and s.duplicate_key = a.duplicate_key
      )
      select 'signature' as kind, id, petition_id, version_id, partner_id, encode(duplicate_key, 'hex') as duplicate_key,
        encode(sealed, 'hex') as sealed, null as sealed_nonce, confirmed_on::text, false as too_late from signature
      union all
      select 'attempt', id, petition_id, version_id, partner_id, null, encode(sealed, 'hex'), encode(sealed_nonce, 'hex'),
        null, too_late from attempt
        where sealed is not null and not exists (select from signature)
      limit 1
    ) found
    join petitions p on p.id = found.petition_id`);
  const found = new Map(rows.map((row) => [row.n, readRow(row)]));
  return hashes.map((_, n) => found.get(n) ?? null);
}

function readRow(row: Row): Found {
  const sealed = row.sealed === null ? null : Buffer.from(row.sealed, 'hex');
  if (row.kind === 'attempt' && sealed) {
    return {
      kind: 'attempt',
      id: row.id,
      petitionId: row.petition_id,
      mode: row.mode,
      partnerId: row.partner_id,
      sealed,
      sealedNonce: row.sealed_nonce === null ? null : Buffer.from(row.sealed_nonce, 'hex'),
      tooLate: row.too_late,
    };
  }
  return {
    kind: 'signature',
    id: row.id,
    petitionId: row.petition_id,
    mode: row.mode,
    versionId: row.version_id,
    partnerId: row.partner_id,
    duplicateKey: row.duplicate_key === null ? null : Buffer.from(row.duplicate_key, 'hex'),
    sealed,
    confirmedOn: row.confirmed_on ?? '',
  };
}

export interface HeldSignature {
  readonly petitionId: string;
  /** Null unless its mailbox is kept for letters. */
  readonly follower: Follower | null;
  /** What it is counted under (sealed.ts). */
  readonly country: string | null;
  /** False while it is invalidated: the count has lost it already. */
  readonly counts: boolean;
  /** Which entry of the log is its own, locked (lib/transparency/locks.ts); null where the log has none. */
  readonly sealedEntry: Buffer | null;
}

/** Locks a signature until the end of the transaction; null when it was withdrawn. */
export async function holdSignature(tx: Transaction, signatureId: string): Promise<HeldSignature | null> {
  const [row] = await tx.execute<{
    petition_id: string;
    mode: PrivacyMode;
    sealed: string | null;
    counts: boolean;
    entry: string | null;
    ended: boolean;
  }>(sql`
    select s.petition_id, p.privacy_mode as mode, encode(s.sealed, 'hex') as sealed, s.invalidated_on is null as counts,
      encode(s.sealed_entry, 'hex') as entry,
      s.sealed is null and exists (
        select from petition_works w where w.petition_id = s.petition_id and w.work in ('details', 'wiping')
      ) as ended
    from signatures s join petitions p on p.id = s.petition_id
    where s.id = ${signatureId} and s.withdrawn_on is null for update of s`);
  if (!row) return null;
  // Its time was over, or its keys were destroyed: nobody knows any more under which country it stands.
  const kept = {
    petitionId: row.petition_id,
    counts: row.counts,
    sealedEntry: row.entry === null ? null : Buffer.from(row.entry, 'hex'),
  };
  if (row.ended) return { ...kept, follower: null, country: null };
  const sealed = row.sealed === null ? null : Buffer.from(row.sealed, 'hex');
  return {
    ...kept,
    follower: isOpenToSite(row.mode) ? await readFollower(row.petition_id, signatureId, sealed) : null,
    country: await readCountry({ mode: row.mode, petitionId: row.petition_id }, signatureId, sealed),
  };
}
