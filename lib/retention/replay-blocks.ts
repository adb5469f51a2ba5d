import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { type ListedBlock, readBlocks } from '../erasures/blocks.ts';
import { portionsOf } from './portions.ts';

/**
 * Blocks again who was blocked after the backup was made, and lifts what was lifted (PV-06, VE-08): whoever said "it was
 * not me" is not written to because of a restore. Answers how many addresses the database had wrong, and how many the
 * list tells of.
 */
export async function replayBlocks(): Promise<{ readonly done: number; readonly listed: number }> {
  const blocks = await readBlocks();
  let done = 0;
  for (const portion of portionsOf(blocks)) done += (await blockAgain(portion)) + (await liftAgain(portion));
  return { done, listed: blocks.length };
}

async function blockAgain(blocks: readonly ListedBlock[]): Promise<number> {
  const rows = await database().execute(sql`
    insert into suppressions as s (address_key, token_hash, suppressed_on)
    select decode(r.address, 'hex'), decode(r.token, 'hex'), r.day
    from jsonb_to_recordset(${JSON.stringify(blocks)}::text::jsonb) as r(address text, token text, day date)
    where r.token is not null
    on conflict (address_key) do update set token_hash = excluded.token_hash, suppressed_on = excluded.suppressed_on
      where s.token_hash <> excluded.token_hash
    returning 1`);
  return rows.length;
}

async function liftAgain(blocks: readonly ListedBlock[]): Promise<number> {
  const rows = await database().execute(sql`
    delete from suppressions where address_key in (
      select decode(r.address, 'hex')
      from jsonb_to_recordset(${JSON.stringify(blocks)}::text::jsonb) as r(address text, token text)
      where r.token is null
    ) returning 1`);
  return rows.length;
}
