import { and, eq, gt, isNotNull, sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { listKeys } from '@/lib/keys/key-files.ts';
import { duplicateKeyIfKept, findDataKeys, petitionOf } from '@/lib/keys/petition-keys.ts';
import { openSignature, type SignatureSecrets } from '@/lib/signature/sealed.ts';
import { keepHouse } from '@/lib/worker/upkeep.ts';

interface Closable {
  readonly id: string;
}

/** The petition closed so many days ago. */
export async function letClosingAge(petition: Closable, days: number): Promise<void> {
  await database().execute(sql`
    update petitions set closed_at = now() - ${days} * interval '1 day', published_at = published_at
    where id = ${petition.id}`);
}

/** Upkeep as often as it asks for. */
export async function keepAllPeriods(): Promise<void> {
  while (await keepHouse());
}

const PORTION = 10_000;

/** What of a petition's signatures can be opened with everything the server holds. */
export async function readableOf(petition: Closable): Promise<SignatureSecrets[]> {
  const { signatures } = schema;
  const keys = await findDataKeys(petition.id);
  const readable: SignatureSecrets[] = [];
  // In portions: a statement that reads all of a large petition takes longer than statements may.
  for (let after = '00000000-0000-0000-0000-000000000000'; keys; ) {
    const rows = await database()
      .select({ id: signatures.id, sealed: signatures.sealed })
      .from(signatures)
      .where(and(eq(signatures.petitionId, petition.id), isNotNull(signatures.sealed), gt(signatures.id, after)))
      .orderBy(signatures.id)
      .limit(PORTION);
    const last = rows.at(-1);
    if (!last) break;
    after = last.id;
    readable.push(...rows.flatMap(({ id, sealed }) => (sealed ? [openSignature(keys, id, sealed)] : [])));
  }
  return readable;
}

/** Of these addresses, how many can be found among the signatures by whoever holds database, keys and secret. */
export async function recognisedOf(petition: Closable, addresses: readonly string[]): Promise<number> {
  let recognised = 0;
  for (const address of addresses) {
    const key = await duplicateKeyIfKept(petition.id, address);
    if (!key) continue;
    const rows = await database().execute(sql`
      select from signatures where petition_id = ${petition.id} and duplicate_key = decode(${key.toString('hex')}, 'hex')`);
    recognised += rows.length;
  }
  return recognised;
}

export const keyFilesOf = async (petition: Closable): Promise<string[]> =>
  (await listKeys()).filter((name) => petitionOf(name) === petition.id).sort();

/** When a job last succeeded, in seconds ago; null when it never did. */
export async function jobAge(name: string): Promise<number | null> {
  const [row] = await database().select().from(schema.jobRuns).where(eq(schema.jobRuns.name, name));
  return row ? ((await currentTime()).getTime() - row.succeededAt.getTime()) / 1_000 : null;
}
