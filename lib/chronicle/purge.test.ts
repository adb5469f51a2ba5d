import { randomUUID } from 'node:crypto';
import { connection, database } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { once } from '@/db/once.ts';
import { expect, test } from '@/e2e/support/world.ts';
import { recordAudit } from '../audit.ts';
import { verifyAuditChain } from './chain.ts';
import { endOldAudit } from './purge.ts';

test.describe.configure({ mode: 'serial' });

const write = async (): Promise<string> => {
  const mark = randomUUID();
  const now = await currentTime();
  await database().transaction((tx) =>
    recordAudit(tx, { actor: 'command', act: 'banner-set', subject: { mark } }, now),
  );
  return mark;
};

/** As if all records so far had been written so many days earlier, with the hashes they would have had. */
async function letAuditAge(days: number): Promise<void> {
  await connection().begin(async (tx) => {
    await tx.unsafe('set local session_replication_role = replica');
    await tx`update audit_records set at = at - ${days} * interval '1 day'`;
    await tx.unsafe(`do $$ declare r audit_records; previous bytea := coalesce((select hash from audit_anchor), ''); begin
      for r in select * from audit_records order by id loop
        previous := audit_hash(previous, r);
        update audit_records set hash = previous where id = r.id;
      end loop; end $$`);
  });
  // What this process remembers of the newest record has another hash now.
  Object.assign(
    once('audit-chain', () => ({})),
    { end: null, known: null },
  );
}

const isKept = async (mark: string): Promise<boolean> =>
  (await connection()`select 1 from audit_records where subject->>'mark' = ${mark}`).length > 0;

async function endAll(): Promise<void> {
  while ((await endOldAudit()) > 0);
}

test('PV-04: audit records end after twelve months, and the chain of the others still holds', async () => {
  const old = [await write(), await write(), await write()];
  await letAuditAge(367);
  const young = [await write(), await write()];
  await endAll();
  expect(await Promise.all(old.map(isKept))).toEqual([false, false, false]);
  expect(await Promise.all(young.map(isKept))).toEqual([true, true]);
  expect(await verifyAuditChain()).toMatchObject({ whole: 2, brokenAt: null });
  expect(await endOldAudit()).toBe(0);
  await write();
  await letAuditAge(367);
  const youngest = await write();
  await endAll();
  expect(await verifyAuditChain()).toMatchObject({ whole: 1, brokenAt: null });
  expect(await isKept(youngest)).toBe(true);
});

test('PV-04: the last record stays however old it is, so that the chain goes on', async () => {
  const last = await write();
  await letAuditAge(400);
  await endAll();
  expect(await isKept(last)).toBe(true);
  await write();
  expect(await verifyAuditChain()).toMatchObject({ whole: 2, brokenAt: null });
});

test('AD-10: nobody ends a record that is younger, and nobody moves the anchor past one', async () => {
  await write();
  const refused = (statement: string) => expect(connection().unsafe(statement)).rejects.toThrow();
  await refused(`delete from audit_records where at > now() - interval '1 hour'`);
  await refused('delete from audit_records');
  await refused('update audit_anchor set record_id = 999999999');
  await refused('delete from audit_anchor');
  await refused(
    `update audit_anchor set (record_id, hash, ended) = (select id, hash, 99 from audit_records order by id desc limit 1)`,
  );
});
