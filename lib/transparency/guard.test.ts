import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { closeDatabase, database } from '@/db/client.ts';
import { connectPostgres } from '@/db/connect.ts';
import { appendSigns, everyEntry, logPublished, logUpToDate } from '@/e2e/support/log.ts';
import { expect, makePetition, signAndConfirm, test } from '@/e2e/support/world.ts';
import { settings } from '../env.ts';
import { REMEMBERED_FOR } from '../keys/key-files.ts';
import { withdrawSignature } from '../signature/withdraw.ts';
import { claimSignature } from './guard/signed.ts';
import { readLogHealth } from './health.ts';
import { publishLog } from './publish.ts';
import { readPublished } from './published.ts';
import { recoverLog } from './recover.ts';
import { sequenceLog } from './sequence.ts';
import { logFolder } from './tiles/files.ts';
import { folderSource } from './tiles/source.ts';

/** A copy of the database as it is now, to be put in its place later: a backup and its restore. */
async function backUp(): Promise<() => Promise<void>> {
  const url = process.env.DATABASE_URL ?? '';
  const name = url.split('/').at(-1) ?? '';
  const copy = `${name}_backup`;
  await closeDatabase();
  const server = connectPostgres(url.replace(/\/[^/]*$/, '/postgres'), { max: 1 });
  await server.unsafe(`drop database if exists ${copy}`);
  await server.unsafe(`create database ${copy} template ${name}`);
  await server.end();
  reopen();
  return async () => {
    await closeDatabase();
    const again = connectPostgres(url.replace(/\/[^/]*$/, '/postgres'), { max: 1 });
    await again.unsafe(`drop database ${name} with (force)`);
    await again.unsafe(`alter database ${copy} rename to ${name}`);
    await again.end();
    reopen();
  };
}

/** The next query opens the database anew. */
function reopen(): void {
  const things = globalThis as { [key: symbol]: unknown };
  delete things[Symbol.for('undersigned.client')];
}

test('an older database that was restored signs nothing, says so, and goes on after its recovery', async () => {
  const petition = await makePetition();
  await appendSigns(petition.id, 300);
  const leaver = await signAndConfirm(petition);
  await logPublished();
  const restore = await backUp();
  await appendSigns(petition.id, 400);
  await withdrawSignature(leaver);
  const lost = await logPublished();

  await restore();
  // The person who had left is back, and leaves again; others sign.
  await withdrawSignature(leaver);
  const newcomer = await signAndConfirm(petition);
  const before = await everyEntry();
  expect(await sequenceLog()).toBe(false);
  expect(await publishLog()).toBe(false);
  expect(await everyEntry()).toEqual(before);
  expect(await readLogHealth()).toMatchObject({ hold: 'behind', pending: 2 });
  expect((await readPublished())?.note).toEqual(lost.checkpoint.note);

  const recovery = await recoverLog(folderSource(logFolder()));
  expect(recovery).toEqual({ outcome: 'recovered', from: BigInt(before.length), to: BigInt(lost.octets.length) });
  const { fold, octets } = await logPublished();
  expect(octets.slice(0, lost.octets.length)).toEqual(lost.octets);
  expect((await readLogHealth()).hold).toBeNull();
  // The withdrawal that was told twice took one away, and the newcomer counts.
  expect(fold.petitions.get(petition.id)).toMatchObject({ count: 701, withdrawn: 1 });
  expect(await recoverLog(folderSource(logFolder()))).toEqual({ outcome: 'nothing-missing' });
  await withdrawSignature(newcomer);
  expect((await logUpToDate()).fold.petitions.get(petition.id)?.count).toBe(700);
});

test('a copy of the log that lacks entries, or holds others, recovers nothing', async () => {
  const petition = await makePetition();
  await logPublished();
  const restore = await backUp();
  await appendSigns(petition.id, 20);
  await logPublished();
  await restore();
  const length = (await everyEntry()).length;
  const own = folderSource(logFolder());
  const short = { ...own, readBundle: async () => null };
  expect(await recoverLog(short)).toEqual({ outcome: 'entries-missing' });
  const forged = {
    ...own,
    readBundle: async (index: bigint, width: number) => {
      const octets = Buffer.from((await own.readBundle(index, width)) ?? []);
      // A bit of the last commitment.
      octets.writeUInt8(octets.readUInt8(octets.length - 1) ^ 1, octets.length - 1);
      return octets;
    },
  };
  expect(await recoverLog(forged)).toEqual({ outcome: 'other-root' });
  expect(await everyEntry()).toHaveLength(length);
  await recoverLog(own);
  await logPublished();
});

test('no size is signed twice with different texts, and none below the last', async () => {
  await makePetition();
  const { checkpoint } = await logPublished();
  const { size } = checkpoint.checkpoint;
  const text = checkpoint.note.toString().split('\n\n')[0] ?? '';
  expect(await claimSignature(size, `${text}\n`)).toBe(true);
  expect(await claimSignature(size, `${text.replace(/\n.{4}/, '\nAAAA')}\n`)).toBe(false);
  expect(await claimSignature(size - 1n, `${text}\n`)).toBe(false);
});

test('what is published holds the log, too, when the folder of keys is an older one', async () => {
  const petition = await makePetition();
  await logPublished();
  const restore = await backUp();
  await appendSigns(petition.id, 5);
  const lost = await logPublished();
  await restore();
  await rm(join(settings().KEY_DIR, 'log'), { recursive: true });
  expect(await publishLog()).toBe(false);
  expect(await sequenceLog()).toBe(false);
  expect((await readLogHealth()).hold).toBe('behind');
  expect(await recoverLog(folderSource(logFolder()))).toMatchObject({ outcome: 'recovered' });
  const { octets } = await logPublished();
  expect(octets.slice(0, lost.octets.length)).toEqual(lost.octets);
});

test('a signing key that is gone is not made anew: the log waits for it', async () => {
  const petition = await makePetition();
  await logPublished();
  const file = join(settings().KEY_DIR, 'log-signing.key');
  const away = join(await mkdtemp(join(tmpdir(), 'undersigned-away-')), 'key');
  await rename(file, away);
  await new Promise((resolve) => setTimeout(resolve, REMEMBERED_FOR + 100));
  await appendSigns(petition.id, 1);
  expect(await sequenceLog()).toBe(false);
  expect((await readLogHealth()).hold).toBe('key-gone');
  expect((await readdir(settings().KEY_DIR)).filter((name) => name.startsWith('log-signing'))).toEqual([]);
  await rename(away, file);
  await rm(join(away, '..'), { recursive: true });
  await new Promise((resolve) => setTimeout(resolve, REMEMBERED_FOR + 100));
  await logPublished();
  expect((await readLogHealth()).hold).toBeNull();
});

test('a log whose name was changed in the settings is held', async () => {
  await makePetition();
  await logPublished();
  const mutable = settings() as { LOG_ORIGIN?: string | undefined };
  mutable.LOG_ORIGIN = 'elsewhere.example/log';
  await sequenceLog();
  expect((await readLogHealth()).hold).toBe('other-origin');
  mutable.LOG_ORIGIN = undefined;
  await sequenceLog();
  expect((await readLogHealth()).hold).toBeNull();
});

test('who the log is cannot be changed in the database', async () => {
  await makePetition();
  await logUpToDate();
  await expect(database().execute(sql`update log_state set origin = 'elsewhere'`)).rejects.toThrow();
  await expect(database().execute(sql`update log_state set public_key = sha256('x')`)).rejects.toThrow();
});
