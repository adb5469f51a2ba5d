import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { noteErasures } from '../erasures/list.ts';
import { dataKeys } from '../keys/petition-keys.ts';
import { suppressionKey } from '../keys/suppression-keys.ts';
import { hashToken, type Token } from '../token.ts';
import { findByToken } from './find.ts';
import { openAttempt } from './sealed.ts';

export type RefuseOutcome = 'refused' | 'already-refused' | 'unknown';

/**
 * "It was not me": deletes the attempt and everything posted in the same name on this petition, and lets no
 * further letter go to the address for twelve months. The token goes on to stand for the block, so that the
 * same letter lifts it (VE-08). A confirmed signature is not refused but withdrawn: confirming took the mailbox.
 */
export async function refuseAttempt(token: Token, now: Date): Promise<RefuseOutcome> {
  const found = await findByToken(token);
  if (found?.kind !== 'attempt') return (await isRefused(token)) ? 'already-refused' : 'unknown';
  const { canonical } = openAttempt(await dataKeys(found.petitionId), found.id, found.sealed);
  const key = await suppressionKey(canonical, now);
  await noteErasures([{ kind: 'refused', id: found.id }], now);
  const rows = await database().execute(sql`
    with locked as (
      -- In the order of confirm.ts.
      select * from attempts where (petition_id, duplicate_key) in
        (select petition_id, duplicate_key from attempts where id = ${found.id})
      order by duplicate_key, id
      for update
    ), deleted as (
      delete from attempts where id in (select id from locked)
        and exists (select from locked where id = ${found.id} and sealed is not null)
      returning id
    ), unsent as (
      delete from letters where id in (select id from deleted) and batch_id is null
    ), refused as (
      select from deleted where id = ${found.id}
    )
    insert into suppressions (address_key, token_hash, suppressed_on)
    select decode(${key.toString('hex')}, 'hex'), decode(${hashToken(token).toString('hex')}, 'hex'), (now() at time zone 'UTC')::date
    from refused
    on conflict (address_key) do update set token_hash = excluded.token_hash, suppressed_on = excluded.suppressed_on
    returning 1`);
  if (rows.length > 0) return 'refused';
  return (await isRefused(token)) ? 'already-refused' : 'unknown';
}

/** True while letters to the address behind this token are blocked. */
export async function isRefused(token: Token): Promise<boolean> {
  const rows = await database().execute(sql`
    select from suppressions where token_hash = decode(${hashToken(token).toString('hex')}, 'hex')`);
  return rows.length > 0;
}

export type LiftOutcome = 'lifted' | 'unknown';

/** Lets letters go to the address again. */
export async function liftRefusal(token: Token): Promise<LiftOutcome> {
  const rows = await database().execute(sql`
    delete from suppressions where token_hash = decode(${hashToken(token).toString('hex')}, 'hex') returning 1`);
  return rows.length > 0 ? 'lifted' : 'unknown';
}
