import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { database, type Transaction } from '@/db/client.ts';
import { SIGN_CODES } from '../log/entry/entry.ts';
import { appendFacts, type Fact } from './append.ts';
import { openEntry } from './locks.ts';

/** Signatures in one transaction. */
const PORTION = 1_000;

/**
 * Tells the log what it has not heard of: texts and signatures from before there was one, and what processes of an older
 * version write while the site is being updated. True when there may be more.
 */
export async function adoptUnlogged(): Promise<boolean> {
  return database().transaction(async (tx) => {
    await adoptTexts(tx);
    const met = await adoptSignatures(tx);
    return met === PORTION;
  });
}

async function adoptTexts(tx: Transaction): Promise<void> {
  await tx.execute(sql`
    insert into log_pending (kind, petition_id, code, digest)
    select 'petition', v.petition_id, v.version, v.sha256
    from petition_versions v left join log_petitions l on l.petition_id = v.petition_id
    where v.published_at is not null and v.version > coalesce(l.text_version, 0) and l.is_closed is not true
      and not exists (
        select from log_pending w where w.kind = 'petition' and w.petition_id = v.petition_id and w.code = v.version)
    order by v.published_at, v.version`);
}

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly petition_id: string;
  readonly sealed_entry: Buffer | null;
}

/** Those that count get an entry; those that were withdrawn by a process that knows no log lose theirs. */
async function adoptSignatures(tx: Transaction): Promise<number> {
  const rows = await tx.execute<Row>(sql`
    select id, petition_id, sealed_entry from signatures
    where (sealed_entry is null) = (withdrawn_on is null) and (withdrawn_on is not null or invalidated_on is null)
    order by id limit ${PORTION} for no key update skip locked`);
  const facts: Fact[] = [];
  const imported: { id: string; entry: string }[] = [];
  for (const { id, petition_id: petition, sealed_entry: sealedEntry } of rows) {
    if (sealedEntry) {
      const digest = await openEntry({ id, petitionId: petition, sealedEntry });
      if (digest) facts.push({ kind: 'withdraw', petition, code: 0, digest });
      continue;
    }
    // Nobody knows their addresses any more, so nobody can be given a receipt: the commitment is random, and stands
    // open beside the signature, because an entry that was imported tells neither the hour nor the order of an act.
    const digest = randomBytes(32);
    facts.push({ kind: 'sign', petition, code: SIGN_CODES.imported, digest });
    imported.push({ id, entry: digest.toString('hex') });
  }
  await appendFacts(tx, facts);
  const left = rows.filter(({ sealed_entry }) => sealed_entry !== null).map(({ id }) => id);
  await tx.execute(sql`
    update signatures s set sealed_entry = decode(r.entry, 'hex')
    from jsonb_to_recordset(${JSON.stringify(imported)}::text::jsonb) as r(id uuid, entry text) where s.id = r.id`);
  await tx.execute(sql`
    update signatures set sealed_nonce = null, sealed_entry = null
    where id in (select jsonb_array_elements_text(${JSON.stringify(left)}::text::jsonb)::uuid)`);
  return rows.length;
}
