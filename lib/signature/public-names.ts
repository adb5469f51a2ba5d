import { createHash } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import { executePrepared, type Transaction } from '@/db/client.ts';
import { once } from '@/db/once.ts';
import { findNamingKey } from '../keys/petition-keys.ts';
import type { Petition } from '../petition/read.ts';
import { publicNameId } from './shown-name.ts';

const SHOWN = 30;

/** In milliseconds: a name that was taken back stands in another process's memory no longer than this (PV-08). */
const REMEMBERED_FOR = 20_000;

/** In milliseconds: how long one choice of names stays, so that reloading does not leaf through all of them. */
const CHOICE = 6 * 3_600_000;

interface Chosen {
  readonly names: readonly string[];
  /** Moves when other names are shown. */
  readonly version: string;
}

const nobody: Chosen = { names: [], version: '' };

const memory = () => once('public-names', () => new LRUCache<string, Chosen>({ max: 500, ttl: REMEMBERED_FOR }));

/**
 * Some of the names that signers of a public petition chose to show: at most thirty, by chance, in no order. Ids are
 * pseudorandom, so that a stretch of them is as good as a draw, and says nothing about who came when (PV-09).
 */
export async function readPublicNames({ id, privacyMode }: Petition, now: Date): Promise<Chosen> {
  if (privacyMode !== 'public') return nobody;
  const draw = createHash('sha256')
    .update(`${id}/${Math.floor(now.getTime() / CHOICE)}`)
    .digest('hex');
  const key = `${id}/${draw}`;
  const known = memory().get(key);
  if (known) return known;
  const rows = await executePrepared<{ name: string }>(sql`
    select name from (
      (select name, 0 as turn, id from public_names where petition_id = ${id} and id >= ${asId(draw)}::uuid
        order by id limit ${SHOWN})
      union all
      (select name, 1, id from public_names where petition_id = ${id} and id < ${asId(draw)}::uuid
        order by id limit ${SHOWN})
    ) found order by turn, id limit ${SHOWN}`);
  const names = rows.map(({ name }) => name);
  const chosen = { names, version: createHash('sha256').update(JSON.stringify(names)).digest('base64url') };
  memory().set(key, chosen);
  return chosen;
}

const asId = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');

/** Takes a signature's name off the petition's page. Whoever shows none loses none. */
export async function hideName(tx: Transaction, petitionId: string, signatureId: string): Promise<void> {
  const key = await findNamingKey(petitionId);
  if (!key) return;
  await tx.execute(sql`delete from public_names where id = ${publicNameId(key, signatureId)}`);
  // This process, which may be the signer's own next page, forgets at once.
  memory().clear();
}

/** The part of the confirming statement that shows a name, in a petition that is public still. */
export const shownWith = (posted: SQL): SQL => sql`shown as (
      insert into public_names (id, petition_id, name)
      select p.public_name, s.petition_id, p.shown_name
      from signed s join (select distinct on (attempt) * from ${posted}) p on p.attempt = s.id
        join petitions q on q.id = s.petition_id and q.privacy_mode = 'public'
      where p.public_name is not null
      on conflict do nothing
    ), `;
