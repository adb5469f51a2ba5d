import { expect, test } from '@playwright/test';
import { cosignerNamed, SmallLog } from '@/e2e/support/small-log.ts';
import { countOf } from '@/e2e/support/small-site.ts';
import { HOUR, NOW, ONE, TWO, VerifyWorld as World } from '@/e2e/support/verify-world.ts';
import { encodeBundle } from '../log/entry/bundle.ts';
import { type Entry, encodeEntry } from '../log/entry/entry.ts';
import { toUtf8 } from '../log/text.ts';
import type { Remembered } from './run.ts';
import { siteOf } from './site.ts';
import { readTrust } from './trust.ts';

test('an honest site is proven, in every part', async () => {
  const world = await World.open();
  const { findings, isRefused, proven } = await world.verify();
  expect(isRefused).toBe(false);
  expect(findings.map(({ key, kind }) => [kind, key.split('.').at(-1)])).toEqual([
    ['proven', 'log-signature'],
    ['proven', 'witnessed'],
    ['proven', 'recounted'],
    ['note', 'first-run'],
    ['proven', 'count'],
    ['proven', 'count'],
    ['proven', 'text'],
    ['proven', 'text'],
    ['note', 'no-removals'],
  ]);
  expect(proven).toMatchObject({ time: BigInt(world.time) });
});

test('a second run proves that the log continues the first', async () => {
  const world = await World.open();
  const { proven } = await world.verify();
  world.log.add({ type: 'sign', petition: ONE, hour: HOUR + 2 });
  world.grow(world.log, 620);
  world.size = 620;
  const { findings, isRefused } = await world.verify({ remembered: proven });
  expect(isRefused).toBe(false);
  const keys = findings.map(({ key }) => key);
  expect(keys).toContain('verify.proven.continued');
  expect(keys).toContain('verify.proven.not-back-dated');
});

test('removals are told, with the share of those at the operator’s word', async () => {
  const world = await World.open();
  world.log.add({ type: 'withdraw', petition: ONE, removes: 2n });
  world.log.add({ type: 'invalidate', petition: ONE, removes: 4n, code: 4 });
  world.size = world.log.size;
  const { findings } = await world.verify();
  expect(findings.at(-1)).toMatchObject({
    key: 'verify.note.removals',
    values: { withdrawn: 1, invalidated: 1, signed: 298, share: 0.3 },
  });
});

test('a flipped byte in a bundle is refused', async () => {
  const world = await World.open();
  const bundle = Uint8Array.from(world.log.tile('tile/entries/000') ?? []);
  // Within a commitment, where no rule of the fold can notice.
  const at = 74 * 100 + 2 + 50;
  bundle[at] = (bundle[at] ?? 0) ^ 1;
  world.site.instead.set('/log/tile/entries/000', bundle);
  expect(await world.refusals()).toEqual(['root-differs']);
});

test('a bundle that is missing, cut short, or short of entries is refused', async () => {
  const world = await World.open();
  const bundle = world.log.tile('tile/entries/001.p/44') ?? new Uint8Array();
  const path = '/log/tile/entries/001.p/44';
  for (const [octets, reason] of [
    ['missing', 'bundle-missing'],
    [bundle.subarray(0, -1), 'bundle-broken'],
    [encodeBundle(world.log.entries.slice(256, 299)), 'bundle-length'],
    [encodeBundle([...world.log.entries.slice(256, 299), new Uint8Array(71)]), 'entry-malformed'],
  ] as const) {
    world.site.instead.set(path, octets);
    expect(await world.refusals()).toEqual([reason]);
  }
});

test('a count in the JSON that is off by one is refused, in either direction', async () => {
  for (const off of [1, -1]) {
    const world = await World.open();
    world.ahead = { [TWO]: off };
    expect(await world.refusals()).toEqual(['count-differs']);
  }
});

test('a count ahead of the log is believed when the log comes to it, and refused when it does not', async () => {
  const world = await World.open();
  world.ahead = { [ONE]: 3 };
  let pauses = 0;
  const grow = async () => {
    if (++pauses < 2) return;
    world.grow(world.log, 330);
    world.size = 330;
    world.ahead = {};
  };
  const { findings, isRefused, proven } = await world.verify({ patience: 60_000, pause: grow });
  expect(isRefused).toBe(false);
  expect(findings.map(({ key }) => key)).toContain('verify.proven.count-settled');
  expect(proven?.note.split('\n')[1]).toBe('330');
  world.ahead = { [ONE]: 3 };
  expect(await world.refusals({ patience: 60_000 })).toEqual(['count-differs']);
});

test('a number that was taken back before it reached the log is not held against the site', async () => {
  const world = await World.open();
  world.ahead = { [ONE]: 1 };
  const { isRefused } = await world.verify({
    patience: 60_000,
    pause: async () => {
      world.ahead = {};
    },
  });
  expect(isRefused).toBe(false);
});

test('a count that names a state of another log is refused', async () => {
  const world = await World.open();
  const other = await SmallLog.open();
  world.grow(other, 299);
  other.add({ type: 'sign', petition: TWO });
  const petition = world.petitions[0];
  if (!petition) throw new Error('no petition');
  const state = await world.state();
  world.site.instead.set('/api/v1/petitions/one/count', countOf(petition, { ...state, log: other, size: 300 }));
  expect(await world.refusals()).toEqual(['count-names-other-log']);
});

const cheats: readonly [string, string, (world: World) => void][] = [
  [
    'a count in an entry that is off by one',
    'count-wrong',
    (world) => world.replace(250, (octets) => octets.set([0, 0, 1, 0], 26)),
  ],
  [
    'a gap in the event numbers',
    'event-number-wrong',
    (world) => world.replace(250, (octets) => octets.set([0, 0, 200], 23)),
  ],
  [
    'an entry dated before the one in front',
    'hour-decreases',
    (world) => world.replace(250, (octets) => octets.set([0, 0, 0, 1], 2)),
  ],
  [
    'an entry of a petition never opened',
    'petition-entry-missing',
    (world) => world.replace(250, (octets) => octets.set([9], 6)),
  ],
];
for (const [what, reason, cheat] of cheats)
  test(`${what} is refused`, async () => {
    const world = await World.open();
    cheat(world);
    expect(await world.refusals()).toEqual([reason]);
  });

/** An entry that the log itself would not take, put there and signed all the same. */
async function forced(entry: (world: World) => Entry): Promise<string[]> {
  const world = await World.open();
  world.log.add({ type: 'withdraw', petition: ONE, removes: 2n });
  world.log.force(encodeEntry(entry(world)));
  world.size = world.log.size;
  return world.refusals();
}

test('a second removal of one index is refused', async () => {
  const again = ({ log }: World) => ({ ...log.next({ type: 'withdraw', petition: ONE }), removes: 2n });
  expect(await forced(again)).toEqual(['removes-no-active-signature']);
});

test('a removal in another petition’s name is refused', async () => {
  const other = ({ log }: World) => ({ ...log.next({ type: 'invalidate', petition: TWO }), removes: 4n });
  expect(await forced(other)).toEqual(['removes-from-other-petition']);
});

test('a text version that is no newer is refused', async () => {
  const older = ({ log }: World) => ({ ...log.next({ type: 'petition', petition: ONE }), code: 1 });
  expect(await forced(older)).toEqual(['text-version-not-newer']);
});

test('a signature after the petition was closed is refused', async () => {
  const world = await World.open();
  world.log.add({ type: 'close', petition: ONE });
  world.log.force(encodeEntry(world.log.next({ type: 'sign', petition: ONE })));
  world.size = world.log.size;
  expect(await world.refusals()).toEqual(['petition-closed']);
});

test('a history rewritten since the last run is refused', async () => {
  const world = await World.open();
  const { proven } = await world.verify();
  const other = await SmallLog.open();
  other.add({ type: 'petition', petition: ONE, hour: HOUR });
  other.add({ type: 'petition', petition: TWO, hour: HOUR });
  other.add({ type: 'sign', petition: ONE, digest: new Uint8Array(32).fill(7) });
  world.grow(other, 400);
  world.log = other;
  world.size = 400;
  expect(await world.refusals({ remembered: proven })).toEqual(['other-history']);
  expect(await world.refusals(), 'without memory nobody can tell').toEqual([]);
});

test('a log that shrank since the last run is refused', async () => {
  const world = await World.open();
  const { proven } = await world.verify();
  world.size = 280;
  expect(await world.refusals({ remembered: proven })).toEqual(['log-shrank']);
});

test('entries that came since the last run and pretend to be older are refused', async () => {
  const world = await World.open();
  const { proven } = await world.verify();
  world.grow(world.log, 320);
  world.size = 320;
  const later: Remembered | null = proven && { ...proven, time: BigInt((HOUR + 9) * 3_600) };
  expect(await world.refusals({ remembered: later })).toEqual(['back-dated']);
});

test('entries of tomorrow are refused', async () => {
  const world = await World.open();
  world.log.add({ type: 'sign', petition: ONE, hour: HOUR + 30 });
  world.size = world.log.size;
  expect(await world.refusals()).toEqual(['in-future']);
});

test('a checkpoint of seventeen lines is refused, of sixteen it is not', async () => {
  const world = await World.open();
  const strangers = await Promise.all(Array.from({ length: 12 }, (_, at) => cosignerNamed(`stranger${at}`)));
  world.signers = [...world.witnesses, ...strangers.slice(0, 11)];
  expect(await world.refusals()).toEqual([]);
  world.signers = [...world.witnesses, ...strangers];
  expect(await world.refusals()).toEqual(['too-many-lines']);
});

test('stale cosignatures, and those of the future, are refused', async () => {
  const world = await World.open();
  world.time = NOW - 3_700;
  expect(await world.refusals()).toEqual(['quorum-stale']);
  world.time = NOW + 900;
  expect(await world.refusals()).toEqual(['quorum-stale']);
});

test('a missing quorum is refused', async () => {
  const world = await World.open();
  world.signers = world.witnesses.slice(0, 2);
  expect(await world.refusals()).toEqual(['quorum-missed']);
});

test('a checkpoint of another key, of another log, or with a wrong signature is refused', async () => {
  const world = await World.open();
  const trust = readTrust(world.policy, 'given');
  if (!trust) throw new Error('no trust');
  const impostor = await SmallLog.open('petitions.test/log', 'another key');
  const elsewhere = await SmallLog.open('elsewhere.test/log');
  for (const [log, reason] of [
    [impostor, 'no-known-signature'],
    [elsewhere, 'log-unknown'],
  ] as const) {
    world.site.instead.set('/log/checkpoint', await log.note());
    expect(await world.refusals({ trust })).toEqual([reason]);
  }
  const good = await world.log.witnessed(world.witnesses, world.time, 300);
  world.site.instead.set('/log/checkpoint', good.replace('\n300\n', '\n299\n'));
  expect(await world.refusals({ trust })).toEqual(['signature-wrong']);
  for (const [text, reason] of [
    ['<html>', 'checkpoint-malformed'],
    ['missing', 'checkpoint-missing'],
  ] as const) {
    world.site.instead.set('/log/checkpoint', text);
    expect(await world.refusals({ trust })).toEqual([reason]);
  }
});

test('a text that is not the one in the log is refused', async () => {
  const world = await World.open();
  const list = JSON.parse(String(await siteOf(world.site.fetchBytes).json('/api/v1/petitions?x').then(JSON.stringify)));
  list.petitions[0].text_sha256 = 'ab'.repeat(32);
  world.site.instead.set('/api/v1/petitions?per_page=100&page=1', JSON.stringify(list));
  expect(await world.refusals()).toEqual(['text-differs']);
});

test('a site that cannot be read proves nothing, for or against', async () => {
  const world = await World.open();
  const list = '/api/v1/petitions?per_page=100&page=1';
  for (const answer of ['<html>', '{}', '{"petitions":[{}]}', 'missing', toUtf8('{"petitions":[]}').subarray(0, 5)]) {
    world.site.instead.set(list, answer);
    await expect(world.verify()).rejects.toThrow(list.split('?')[0] ?? '');
  }
});

test('each run reads the log once, and nothing but the log and the numbers', async () => {
  const world = await World.open();
  await world.verify();
  expect(world.site.asked).toEqual([
    '/api/v1/petitions?per_page=100&page=1',
    '/api/v1/petitions/one/count',
    '/api/v1/petitions/two/count',
    '/log/checkpoint',
    '/log/tile/entries/000',
    '/log/tile/entries/001.p/44',
  ]);
});
