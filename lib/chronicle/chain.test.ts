import { randomUUID } from 'node:crypto';
import { connection, database } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { expect, test } from '@/e2e/support/world.ts';
import { recordAudit } from '../audit.ts';
import { verifyAuditChain } from './chain.ts';

// These tests break the one chain of their database, so they mend it again, and none runs beside another.
test.describe.configure({ mode: 'serial' });

const write = async (mark = randomUUID()) => {
  const now = await currentTime();
  await database().transaction((tx) =>
    recordAudit(tx, { actor: 'command', act: 'banner-set', subject: { mark } }, now),
  );
  return mark;
};

const idOf = async (mark: string): Promise<string> => {
  const [row] = await connection()<{ id: string }[]>`
    select id::text from audit_records where subject->>'mark' = ${mark}`;
  return row?.id ?? '';
};

/** What only somebody with all rights over the database can do. */
const pastTheTriggers = (statement: string) =>
  connection().begin(async (tx) => {
    await tx.unsafe(`set local session_replication_role = replica`);
    await tx.unsafe(statement);
  });

test('a chain that nobody touched is whole', async () => {
  for (let n = 0; n < 5; n++) await write();
  const before = await verifyAuditChain();
  await write();
  expect(await verifyAuditChain()).toMatchObject({ whole: before.whole + 1, brokenAt: null });
});

test('AD-10: a changed record is found, and named', async () => {
  const mark = await write();
  await write();
  const { whole } = await verifyAuditChain();
  const id = await idOf(mark);
  for (const change of ['actor', 'act']) {
    await pastTheTriggers(`update audit_records set ${change} = ${change} || 'x' where id = ${id}`);
    const found = await verifyAuditChain();
    expect(found.brokenAt, change).not.toBeNull();
    expect(found.whole).toBe(whole - 2);
    await pastTheTriggers(`update audit_records set ${change} = left(${change}, -1) where id = ${id}`);
  }
  await pastTheTriggers(`update audit_records set at = at + interval '1 second' where id = ${id}`);
  expect((await verifyAuditChain()).brokenAt).not.toBeNull();
  await pastTheTriggers(`update audit_records set at = at - interval '1 second' where id = ${id}`);
  expect((await verifyAuditChain()).brokenAt).toBeNull();
});

test('AD-10: a record that is gone from the middle is found, and one from the end, too', async () => {
  const mark = await write();
  await write();
  await verifyAuditChain();
  for (const [name, where] of [
    ['middle', `id = ${await idOf(mark)}`],
    ['end', 'id = (select max(id) from audit_records)'],
  ]) {
    await pastTheTriggers(`create table kept as select * from audit_records where ${where}`);
    await pastTheTriggers(`delete from audit_records where ${where}`);
    expect((await verifyAuditChain()).brokenAt, name).not.toBeNull();
    await pastTheTriggers(`insert into audit_records overriding system value select * from kept`);
    await pastTheTriggers(`drop table kept`);
    expect((await verifyAuditChain()).brokenAt, `${name}, mended`).toBeNull();
  }
});

test('AD-10: the rules of the table let nobody change, remove or empty it', async () => {
  await write();
  for (const statement of [
    `update audit_records set act = 'x'`,
    'delete from audit_records',
    'truncate audit_records',
  ]) {
    await expect(connection().unsafe(statement), statement).rejects.toThrow(/audit_is_append_only/);
  }
});

test('records written at once make one chain, without a fork', async () => {
  const { whole } = await verifyAuditChain();
  await Promise.all(Array.from({ length: 40 }, () => write()));
  expect(await verifyAuditChain()).toMatchObject({ whole: whole + 40, brokenAt: null });
});

test('a long chain is walked in portions, and a break beyond the first is found at its place', async () => {
  const { whole } = await verifyAuditChain();
  await connection().unsafe(`insert into audit_records (actor, act, subject)
    select 'worker', 'banner-set', jsonb_build_object('n', n) from generate_series(1, 11000) n`);
  expect(await verifyAuditChain()).toMatchObject({ whole: whole + 11_000, brokenAt: null });
  const nth = `(select id from audit_records where subject->>'n' = '10500')`;
  await pastTheTriggers(`update audit_records set actor = 'command' where id = ${nth}`);
  expect((await verifyAuditChain()).whole).toBe(whole + 10_499);
  await pastTheTriggers(`update audit_records set actor = 'worker' where id = ${nth}`);
  expect((await verifyAuditChain()).brokenAt).toBeNull();
});
