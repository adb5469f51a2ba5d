import { sql } from 'drizzle-orm';
import { database, type Transaction } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { noteBlocks } from '../erasures/blocks.ts';
import { noteErasures } from '../erasures/list.ts';
import { dataKeys } from '../keys/petition-keys.ts';
import { suppressionKey } from '../keys/suppression-keys.ts';
import { isOpenToSite } from '../petition/modes.ts';
import { hashToken, type Token } from '../token.ts';
import { type FoundAttempt, findByToken } from './find.ts';
import { openAttempt, openRefusal } from './sealed.ts';

export type RefuseOutcome = 'refused' | 'already-refused' | 'unknown';

/**
 * "It was not me": deletes the attempt and everything posted in the same name on this petition, and lets no
 * further letter go to the address for twelve months. The token goes on to stand for the block, so that the
 * same letter lifts it (VE-08). A confirmed signature is not refused but withdrawn: confirming took the mailbox.
 */
export async function refuseAttempt(token: Token, now: Date): Promise<RefuseOutcome> {
  const found = await findByToken(token);
  if (found?.kind !== 'attempt') return (await isRefused(token)) ? 'already-refused' : 'unknown';
  const address = await suppressionOf(found, token, now);
  const isDone = await database().transaction((tx) => blockIn(tx, found, { address, token: hashToken(token) }, now));
  if (isDone) return 'refused';
  return (await isRefused(token)) ? 'already-refused' : 'unknown';
}

/** False when somebody was faster. Noted outside the database, too (lib/erasures). */
async function blockIn(
  tx: Transaction,
  { id }: FoundAttempt,
  block: { readonly address: Buffer; readonly token: Buffer },
  now: Date,
): Promise<boolean> {
  const deleted = await tx.execute<{ id: string }>(sql`
    with locked as (
      -- In the order of confirm.ts.
      select * from attempts where (petition_id, duplicate_key) in
        (select petition_id, duplicate_key from attempts where id = ${id})
      order by duplicate_key, id
      for update
    ), deleted as (
      delete from attempts where id in (select id from locked)
        and exists (select from locked where id = ${id} and sealed is not null)
      returning id
    ), unsent as (
      delete from letters where id in (select id from deleted) and batch_id is null
    ), blocked as (
      insert into suppressions (address_key, token_hash, suppressed_on)
      select decode(${block.address.toString('hex')}, 'hex'), decode(${block.token.toString('hex')}, 'hex'),
        (now() at time zone 'UTC')::date
      from deleted where id = ${id}
      on conflict (address_key) do update set token_hash = excluded.token_hash, suppressed_on = excluded.suppressed_on
    )
    select id from deleted`);
  if (deleted.length === 0) return false;
  await noteErasures(
    deleted.map((attempt) => ({ kind: 'refused', id: attempt.id })),
    now,
  );
  await noteBlocks([{ kind: 'blocked', ...block }], now);
  return true;
}

/** The keyed hash under which the attempt's address is blocked. */
async function suppressionOf({ id, mode, petitionId, sealed }: FoundAttempt, token: Token, now: Date): Promise<Buffer> {
  if (!isOpenToSite(mode)) return openRefusal(token, id, sealed);
  return suppressionKey(openAttempt(await dataKeys(petitionId), id, sealed).canonical, now);
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
  return database().transaction(async (tx) => {
    const rows = await tx.execute<{ address: string }>(sql`
      delete from suppressions where token_hash = decode(${hashToken(token).toString('hex')}, 'hex')
      returning encode(address_key, 'hex') as address`);
    const lifted = rows.map(({ address }) => ({ kind: 'unblocked', address: Buffer.from(address, 'hex') }) as const);
    await noteBlocks(lifted, await currentTime());
    return rows.length > 0 ? 'lifted' : 'unknown';
  });
}
