import { eq } from 'drizzle-orm';
import { connection, database, schema } from '@/db/client.ts';
import { connectPostgres } from '@/db/connect.ts';
import type { Petition } from '@/lib/petition/read.ts';

/** The folded numbers of a petition, and those of its partners by their slugs. */
export async function foldedCountsOf(petition: Petition) {
  const [counts] = await database()
    .select()
    .from(schema.petitionCounts)
    .where(eq(schema.petitionCounts.petitionId, petition.id));
  const rows = await database()
    .select({ slug: schema.partners.slug, count: schema.partnerCounts.count })
    .from(schema.partnerCounts)
    .innerJoin(schema.partners, eq(schema.partners.id, schema.partnerCounts.partnerId))
    .where(eq(schema.partnerCounts.petitionId, petition.id));
  const { confirmed = 0, withdrawn = 0 } = counts ?? {};
  return { confirmed, withdrawn, partners: Object.fromEntries(rows.map(({ count, slug }) => [slug, count])) };
}

/** Every value of every table, as a thief of the database would read it: text, and bytes as two kinds of text. */
export async function everythingStored(): Promise<string> {
  const tables = await connection()<{ name: string }[]>`
    select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')`;
  const found: string[] = [];
  for (const { name } of tables) {
    for (const row of await connection().unsafe(`select * from ${name}`)) {
      for (const value of Object.values(row)) {
        if (Buffer.isBuffer(value)) found.push(value.toString('utf8'), value.toString('latin1'), value.toString('hex'));
        else found.push(typeof value === 'object' ? JSON.stringify(value) : String(value));
      }
    }
  }
  return found.join('\n').toLowerCase();
}

/** The forms in which a secret could have been left lying around. */
export const disguisesOf = (secret: string): string[] => {
  const bytes = Buffer.from(secret);
  const base64 = bytes.toString('base64').replace(/=+$/, '');
  return [secret, bytes.toString('hex'), base64, bytes.toString('base64url'), encodeURIComponent(secret)].map((form) =>
    form.toLowerCase(),
  );
};

/** Runs while nothing can be written into a table. */
export async function whileRefusing(
  table: 'letters' | 'attempts' | 'consents' | 'count_changes' | 'share_counts',
  act: () => Promise<void>,
) {
  await connection().unsafe(
    `create trigger refused before insert on ${table} execute function refuse_change('refused')`,
  );
  await act().finally(() => connection().unsafe(`drop trigger refused on ${table}`));
}

/** Runs while the database lets nobody in. */
export async function whileDatabaseIsAway(act: () => Promise<void>): Promise<void> {
  const url = process.env.DATABASE_URL ?? '';
  const name = url.split('/').at(-1) ?? '';
  const server = connectPostgres(url.replace(/\/[^/]*$/, '/postgres'), { max: 1 });
  await server.unsafe(`alter database ${name} with allow_connections false`);
  await server`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`;
  await act().finally(async () => {
    await server.unsafe(`alter database ${name} with allow_connections true`);
    await server.end();
    await leaveDeadConnections();
  });
}

/** The pool learns of a connection that was ended only by using it: that shall not be the next test's query. */
export async function leaveDeadConnections(): Promise<void> {
  for (let tries = 0; tries < 50; tries += 1) {
    const asked = await Promise.allSettled(Array.from({ length: 32 }, () => connection()`select pg_sleep(0.005)`));
    if (asked.every(({ status }) => status === 'fulfilled')) return;
  }
  throw new Error('The database does not come back.');
}
