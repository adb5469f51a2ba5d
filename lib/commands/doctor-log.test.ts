import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { logPublished } from '@/e2e/support/log.ts';
import { expect, makePetition, test } from '@/e2e/support/world.ts';
import { settings } from '../env.ts';
import { ed25519Signer } from '../log/note/ed25519.ts';
import { formatVkey, verifierKey, WITNESS_KEY } from '../log/note/key.ts';
import { lookAtLog } from './doctor-log.ts';

const vkeyOf = async (name: string) =>
  formatVkey(verifierKey(name, WITNESS_KEY, (await ed25519Signer(randomBytes(32))).publicKey));

test('the doctor tells of a log without witnesses, and of each witness that does not sign', async () => {
  await makePetition();
  await logPublished();
  expect((await lookAtLog()).map(({ what }) => what).at(-1)).toContain('No witnesses are named');
  const names = ['north', 'south', 'east', 'west'];
  const vkeys = await Promise.all(names.map(vkeyOf));
  const lines = names.map((name, n) => `witness ${name} ${vkeys[n]} https://${name}.example`);
  Object.assign(settings(), { LOG_POLICY: `${lines.join('\n')}\ngroup all 1 ${names.join(' ')}\nquorum all\n` });
  await database().execute(sql`
    insert into log_witnesses (name, vkey, size, answered_at, trouble) values
      ('north', ${vkeys[0] ?? ''}, 1, now() - interval '59 minutes', null),
      ('south', ${vkeys[1] ?? ''}, 1, now() - interval '61 minutes', 'away'),
      ('east', ${vkeys[2] ?? ''}, 1, now(), 'fork-alarm')`);
  const said = await lookAtLog();
  expect(said.filter(({ advice }) => advice !== null).map(({ what }) => what)).toEqual([
    'The witness south has not signed for more than an hour',
    'The witness east says that it knows another history of the log, or a longer one',
    'The witness west has never signed',
  ]);
  await database().execute(sql`update log_witnesses set answered_at = now(), trouble = null`);
  await database().execute(sql`
    insert into log_witnesses (name, vkey, size, answered_at) values ('west', ${vkeys[3] ?? ''}, 1, now())`);
  expect((await lookAtLog()).at(-1)).toEqual({ what: 'All 4 witnesses have signed within the hour', advice: null });
  Object.assign(settings(), { LOG_POLICY: undefined });
  await database().execute(sql`delete from log_witnesses`);
});
