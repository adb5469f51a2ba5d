import type { SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import { connectPostgres, type Sql } from './connect.ts';
import { once, replace } from './once.ts';
import * as attempt from './schema/attempt.ts';
import * as audit from './schema/audit.ts';
import * as coalition from './schema/coalition.ts';
import * as count from './schema/count.ts';
import * as delivery from './schema/delivery.ts';
import * as draft from './schema/draft.ts';
import * as exported from './schema/export.ts';
import * as invalidation from './schema/invalidation.ts';
import * as log from './schema/log.ts';
import * as mail from './schema/mail.ts';
import * as petition from './schema/petition.ts';
import * as rateLimit from './schema/rate-limit.ts';
import * as record from './schema/record.ts';
import * as sealing from './schema/sealing.ts';
import * as search from './schema/search.ts';
import * as share from './schema/share.ts';
import * as signature from './schema/signature.ts';
import * as team from './schema/team.ts';
import * as text from './schema/text.ts';
import * as update from './schema/update.ts';
import * as upkeep from './schema/upkeep.ts';
import { LONG_GREETING } from './socket.ts';

export const schema = {
  ...attempt,
  ...audit,
  ...coalition,
  ...count,
  ...delivery,
  ...draft,
  ...exported,
  ...invalidation,
  ...log,
  ...mail,
  ...petition,
  ...rateLimit,
  ...record,
  ...sealing,
  ...search,
  ...share,
  ...signature,
  ...team,
  ...text,
  ...update,
  ...upkeep,
};

export type Database = PostgresJsDatabase<typeof schema>;
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];

interface Client {
  readonly sql: Sql;
  readonly db: Database;
}

/** Eight connections serve one process best; 32 were slower (measured). */
const POOL_SIZE = 8;

function openClient(): Client {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL is not set.');
  const sql = connectPostgres(url, {
    max: POOL_SIZE,
    connect_timeout: 3,
    // Doors answer within 4.5 s (app/ui/door.tsx); what takes longer must not pile up behind them.
    connection: {
      application_name: 'undersigned',
      statement_timeout: 4_000,
      lock_timeout: 3_000,
      // Plans of prepared statements are kept. One from the day a table was empty would read all of it when the crowd
      // is there; every look-up of the house has its index, so plans are made to use it from the first day.
      enable_seqscan: 'off',
      // Where a small table has to be read whole all the same, the planner believes that to cost ten billions, and a
      // server that compiles dear queries (Debian's does) compiles it: 1.4 s for what takes 0.1 ms (measured).
      jit: 'off',
      ...LONG_GREETING,
    },
  });
  return { sql, db: drizzle(sql, { schema }) };
}

/** The process's database, opened at first use so that a build can import every room without one. */
export function database(): Database {
  return once('client', openClient).db;
}

/** The driver beneath, for listening to notifications. */
export function connection(): Sql {
  return once('client', openClient).sql;
}

const dialect = new PgDialect();

/**
 * Runs a statement that many ask for and whose text never changes: each connection has it parsed once, and from
 * then on one exchange with the server is enough instead of two.
 */
export async function executePrepared<Row extends Record<string, unknown>>(statement: SQL): Promise<Row[]> {
  const { params, sql } = dialect.sqlToQuery(statement);
  // The cast holds because statements that come here take strings and numbers only.
  return connection().unsafe<Row[]>(sql, params as (string | number)[], { prepare: true });
}

/** In seconds: what is under way on connections that are given up may end, as every statement must by then. */
const FAREWELL = 5;

/** Goes on with connections that are new. Whoever still waits for one of the old ones is told that it is gone. */
export function renewDatabase(): void {
  const old = connection();
  replace('client', openClient);
  void old.end({ timeout: FAREWELL }).catch(() => undefined);
}

export async function closeDatabase(): Promise<void> {
  await connection().end({ timeout: 5 });
}
