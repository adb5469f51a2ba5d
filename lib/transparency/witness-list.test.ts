import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { logPublished } from '@/e2e/support/log.ts';
import { expect, makePetition, test } from '@/e2e/support/world.ts';
import { settings } from '../env.ts';
import { cosign } from '../log/note/cosignature.ts';
import { ed25519Signer } from '../log/note/ed25519.ts';
import { formatVkey, verifierKey, WITNESS_KEY } from '../log/note/key.ts';
import { formatNote } from '../log/note/note.ts';
import { listWitnesses, standingOf } from './witness-list.ts';

const now = new Date('2026-11-22T12:00:00Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

test('a witness is fresh for an hour after its last line, late afterwards, and never where it gave none', () => {
  const standing = (signedAt: Date | null) => standingOf({ name: 'w', signedAt }, now);
  expect(standing(ago(0))).toBe('fresh');
  expect(standing(ago(60))).toBe('fresh');
  expect(standing(ago(61))).toBe('late');
  expect(standing(null)).toBe('never');
});

test('every witness of the policy is listed, with the time in its own last line', async () => {
  await makePetition();
  const { checkpoint } = await logPublished();
  expect(await listWitnesses()).toEqual([]);
  const signer = await ed25519Signer(randomBytes(32));
  const other = await ed25519Signer(randomBytes(32));
  const vkey = formatVkey(verifierKey('one.example', WITNESS_KEY, signer.publicKey));
  const vkeyOther = formatVkey(verifierKey('other.example', WITNESS_KEY, other.publicKey));
  const file = join(settings().DATA_DIR, 'policy');
  await writeFile(file, `witness one ${vkey}\nwitness other ${vkeyOther}\ngroup all 1 one other\nquorum all\n`);
  const text = checkpoint.note.toString().split('\n\n')[0];
  const line = await cosign(`${text}\n`, 'one.example', signer, 1_795_000_000n);
  const note = formatNote({ text: `${text}\n`, signatures: [line] });
  await database().execute(sql`
    insert into log_witnesses (name, vkey, size, line) values ('one', ${vkey}, 1, ${note.split('\n\n')[1] ?? ''})`);
  const kept = settings();
  Object.assign(kept, { LOG_POLICY: file });
  expect(await listWitnesses()).toEqual([
    { name: 'one', signedAt: new Date(1_795_000_000_000) },
    { name: 'other', signedAt: null },
  ]);
  Object.assign(kept, { LOG_POLICY: undefined });
  await database().execute(sql`delete from log_witnesses`);
});
