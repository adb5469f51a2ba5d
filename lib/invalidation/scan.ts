import { sql } from 'drizzle-orm';
import type { database, Transaction } from '@/db/client.ts';
import type { DataKeys } from '../keys/petition-keys.ts';
import { openSignature, type SignatureSecrets } from '../signature/sealed.ts';
import type { SignatureState } from './fields.ts';
import { matchesSealed, needsOpening, type Pattern, plainCondition } from './pattern.ts';

/** A counted or invalidated signature that matches. */
export interface Match {
  readonly id: string;
  readonly key: Buffer;
  /** Its place in the portion, from 1. */
  readonly position: number;
  /** Null once the signer deleted their details. */
  readonly secrets: () => SignatureSecrets | null;
  readonly confirmedOn: string;
  readonly partnerId: string | null;
  readonly shareCode: string | null;
  readonly isInvalidated: boolean;
}

interface Row extends Record<string, unknown> {
  id: string;
  key: Buffer;
  sealed: Buffer | null;
  position: string;
  hit: boolean;
  confirmed_on: string;
  partner_id: string | null;
  share_code: string | null;
  invalidated: boolean;
}

export interface Scan {
  readonly petitionId: string;
  readonly keys: DataKeys;
  readonly pattern: Pattern;
  /** Empty for both. */
  readonly state: SignatureState | '';
}

export interface Portion {
  readonly looked: number;
  /** The last duplicate key that was looked at: the next portion begins behind it. */
  readonly last: Buffer;
  readonly isEnd: boolean;
  readonly matches: readonly Match[];
}

/**
 * Looks through the next signatures, in the order of their duplicate keys. These are keyed hashes: the order is the
 * same every time and tells nothing of who came when (PV-09). A withdrawn signature has none and is not met.
 */
export async function scanPortion(
  db: ReturnType<typeof database> | Transaction,
  scan: Scan,
  after: Buffer,
  rows: number,
): Promise<Portion> {
  const isWanted = {
    '': sql`true`,
    counted: sql`invalidated_on is null`,
    invalidated: sql`invalidated_on is not null`,
  }[scan.state];
  const found = await db.execute<Row>(sql`
    with portion as materialized (
      select *, row_number() over (order by duplicate_key) as position,
        ${plainCondition(scan.pattern)} and ${isWanted} as hit
      from (
        select id, duplicate_key, sealed, partner_id, share_code, confirmed_on, invalidated_on from signatures
        where petition_id = ${scan.petitionId}::uuid and duplicate_key > decode(${after.toString('hex')}::text, 'hex')
        order by duplicate_key limit ${rows}::int
      ) next
    )
    select id, duplicate_key as key, position, hit, case when hit then sealed end as sealed,
      confirmed_on::text, partner_id, share_code, invalidated_on is not null as invalidated
    from portion where hit or position = (select count(*) from portion) order by position`);
  const looked = Number(found.at(-1)?.position ?? 0);
  const matches = found.filter(({ hit }) => hit).flatMap((row) => readMatch(scan, row));
  return { looked, last: found.at(-1)?.key ?? after, isEnd: looked < rows, matches };
}

function readMatch({ keys, pattern }: Scan, row: Row): Match[] {
  const open = () => (row.sealed ? openSignature(keys, row.id, row.sealed) : null);
  const secrets = needsOpening(pattern) ? open() : undefined;
  if (secrets !== undefined && !matchesSealed(pattern, secrets)) return [];
  return [
    {
      id: row.id,
      key: row.key,
      position: Number(row.position),
      secrets: secrets === undefined ? open : () => secrets,
      confirmedOn: row.confirmed_on,
      partnerId: row.partner_id,
      shareCode: row.share_code,
      isInvalidated: row.invalidated,
    },
  ];
}
