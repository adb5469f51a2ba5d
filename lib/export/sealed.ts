import { sql } from 'drizzle-orm';
import { database, executePrepared } from '@/db/client.ts';
import { fingerprintOf } from '../keys/age.ts';
import { OPENING_COMMANDS } from './commands.ts';
import type { Piece } from './pack.ts';
import { tarEnd, tarFile } from './tar.ts';

/** So many signatures are looked at in one statement. */
const PORTION = 500;

/**
 * Every record of a sealed petition as a file of its own, as it lies in the database: nothing here can open one. With
 * them the wrapped keys, the two commands that open everything, and at the end a manifest to count against.
 */
export async function* packSealed(petitionId: string): AsyncGenerator<Piece> {
  const keys = await database().execute<{ recipient: string; wrapped: string }>(sql`
    select recipient, wrapped from sealing_keys where petition_id = ${petitionId} and active_from is not null
    order by active_from`);
  const names = keys.map(({ recipient }) => `keys/${fingerprintOf(recipient).replaceAll(' ', '')}.age`);
  const files = keys.map(({ wrapped }, n) => tarFile(names[n] ?? '', Buffer.from(`${wrapped}\n`)));
  yield { people: 0, bytes: Buffer.concat([tarFile('README.txt', Buffer.from(README)), ...files]) };
  let records = 0;
  for await (const piece of packRecords(petitionId)) {
    records += piece.people;
    yield piece;
  }
  const manifest = JSON.stringify({ records, counted: await countCounted(petitionId) });
  yield { people: 0, bytes: Buffer.concat([tarFile('manifest.json', Buffer.from(`${manifest}\n`)), tarEnd()]) };
}

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly key: string;
  readonly sealed: Buffer | null;
}

/** In the order of the keyed hashes, which tells nothing about who signed before whom. */
async function* packRecords(petitionId: string): AsyncGenerator<Piece> {
  for (let after = ''; ; ) {
    const rows: readonly Row[] = await executePrepared<Row>(sql`
      select id, encode(duplicate_key, 'hex') as key,
        case when invalidated_on is null and withdrawn_on is null then sealed end as sealed
      from signatures where petition_id = ${petitionId} and duplicate_key > decode(${after}, 'hex')
      order by duplicate_key limit ${PORTION}`);
    const last = rows.at(-1);
    if (!last) return;
    after = last.key;
    const files = rows.flatMap(({ id, sealed }) =>
      sealed ? [tarFile(`records/${id.slice(0, 2)}/${id}.age`, sealed)] : [],
    );
    yield { people: files.length, bytes: Buffer.concat(files) };
  }
}

/** All that count, those among them whose details were deleted. */
async function countCounted(petitionId: string): Promise<number> {
  return database().transaction(async (tx) => {
    await tx.execute(sql`set local enable_seqscan = on`);
    await tx.execute(sql`set local statement_timeout = '60s'`);
    const [row] = await tx.execute<{ counted: string }>(sql`
      select count(*) as counted from signatures
      where petition_id = ${petitionId} and withdrawn_on is null and invalidated_on is null`);
    return Number(row?.counted ?? 0);
  });
}

const README = `Sealed signatures
=================

Each file in records/ is one signature, sealed to the petition's key. The
private half of that key lies in keys/, wrapped to its holders. The site that
made this archive can open neither.

You need the age program (https://age-encryption.org) and the file with the
private half of your own key, here my-key.txt. Run both commands in the
folder of this file; only the first one needs your own key:

    ${OPENING_COMMANDS.join('\n\n    ')}

records.jsonl then has one line for each signature. manifest.json says how
many records there are, and how many signatures count: the difference are
signers who had their details deleted. If manifest.json is missing, the
archive was cut off on its way.

What you have opened can put people into danger. Keep it on a disk that is
encrypted, delete what you no longer need, and delete petition-key.txt first.
`;
