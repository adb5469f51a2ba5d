import { sql } from 'drizzle-orm';
import { expect, leaveDeadConnections, test } from '@/e2e/support/world.ts';
import { database, type Transaction } from './client.ts';
import { connectPostgres } from './connect.ts';

/** Ends the connection that a transaction is on, from another one. */
async function endConnection(pid: number): Promise<void> {
  const other = connectPostgres(process.env.DATABASE_URL ?? '', { max: 1 });
  await other`select pg_terminate_backend(${pid})`;
  await other.end();
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const moments: Readonly<Record<string, (tx: Transaction, pid: number) => Promise<unknown>>> = {
  'between two statements': async (tx, pid) => {
    await endConnection(pid);
    await pause(200);
    await tx.execute(sql`select 1`);
  },
  'in the middle of a statement': (tx, pid) =>
    Promise.all([tx.execute(sql`select pg_sleep(3)`), pause(100).then(() => endConnection(pid))]),
};

for (const [moment, act] of Object.entries(moments)) {
  test(`FA-02: a connection that ends ${moment} of a transaction ends that and nothing else`, async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 4 }, () =>
        database().transaction(async (tx) => {
          const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
          await act(tx, row?.pid ?? 0);
        }),
      ),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
    // The process is there, and so is its pool: each of its connections works, also for a transaction.
    await pause(1_200);
    await leaveDeadConnections();
    const after = Array.from({ length: 32 }, (_, n) =>
      database().transaction((tx) => tx.execute(sql`select ${n}::int as n`)),
    );
    expect((await Promise.all(after)).map(([row]) => row?.n)).toEqual(Array.from({ length: 32 }, (_, n) => n));
  });
}

test('FA-02: a transaction that fails by itself is rolled back and says why', async () => {
  await expect(
    database().transaction(async (tx) => {
      await tx.execute(sql`create temporary table left_behind (n int)`);
      throw new Error('by itself');
    }),
  ).rejects.toThrow('by itself');
  await expect(database().execute(sql`select from left_behind`)).rejects.toThrow();
});
