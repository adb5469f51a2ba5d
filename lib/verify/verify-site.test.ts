import { expect, test } from '@playwright/test';
import { type Cosigner, cosignerNamed, SmallLog } from '@/e2e/support/small-log.ts';
import { countOf, type SmallPetition, type SmallSite, type SmallState, smallSite } from '@/e2e/support/small-site.ts';
import { encodeBundle } from '../log/entry/bundle.ts';
import { type Entry, encodeEntry } from '../log/entry/entry.ts';
import { toHex, toUtf8 } from '../log/text.ts';
import { writePolicy } from '../witness/write-policy.ts';
import type { Remembered, Task } from './run.ts';
import { siteOf } from './site.ts';
import { readTrust } from './trust.ts';
import { verifySite } from './verify-site.ts';
import { verifyWords } from './words.ts';

const ONE = '11111111-1111-4111-8111-111111111111';
const TWO = '22222222-2222-4222-8222-222222222222';
const HOUR = 490_000;
const NOW = (HOUR + 2) * 3_600;

/** A site of two petitions and 300 entries, with four witnesses of which three must sign. */
class World {
  readonly witnesses: readonly Cosigner[];
  size = 0;
  /** POSIX seconds of the witnesses' signatures. */
  time = NOW - 60;
  /** How far the site's numbers are ahead of its log, by petition. */
  ahead: Record<string, number> = {};
  signers: readonly Cosigner[];
  site: SmallSite;
  private texts: Record<string, string> = {};

  private constructor(
    public log: SmallLog,
    witnesses: readonly Cosigner[],
  ) {
    this.witnesses = witnesses;
    this.signers = witnesses;
    this.site = smallSite(() => this.state());
  }

  static async open(): Promise<World> {
    const witnesses = await Promise.all(['w1', 'w2', 'w3', 'w4'].map(cosignerNamed));
    const world = new World(await SmallLog.open(), witnesses);
    world.grow(world.log, 300);
    world.size = 300;
    return world;
  }

  grow(log: SmallLog, size: number): void {
    for (const petition of [ONE, TWO]) {
      if (log.size < 2) log.add({ type: 'petition', petition, hour: HOUR });
      const { digest } = log.next({ type: 'petition', petition });
      this.texts[petition] ??= toHex(digest);
    }
    while (log.size < size) log.add({ type: 'sign', petition: log.size % 3 === 0 ? TWO : ONE });
  }

  get petitions(): SmallPetition[] {
    return [ONE, TWO].map((id, at) => ({
      id,
      slug: ['one', 'two'][at] ?? '',
      title: ['First', 'Second'][at] ?? '',
      count: this.logged(id) + (this.ahead[id] ?? 0),
      textSha256: this.hashOf(id),
    }));
  }

  /** The count after the last event of the petition within the published size. */
  logged(id: string): number {
    const hex = id.replaceAll('-', '');
    const last = this.log.entries.slice(0, this.size).findLast((entry) => toHex(entry.subarray(6, 22)) === hex);
    return last ? Buffer.from(last).readUInt32BE(26) : 0;
  }

  private hashOf(id: string): string {
    const hex = id.replaceAll('-', '');
    const opened = this.log.entries.find((entry) => entry[1] === 1 && toHex(entry.subarray(6, 22)) === hex);
    return opened ? toHex(opened.subarray(40, 72)) : '';
  }

  get policy(): string {
    const text = writePolicy(
      this.log.vkey,
      this.witnesses.map(({ name, vkey }) => ({ name, vkey, url: null })),
      [],
    );
    if (typeof text !== 'string') throw new Error('no policy');
    return text;
  }

  async state(): Promise<SmallState> {
    const checkpoint = await this.log.witnessed(this.signers, this.time, this.size);
    return { log: this.log, size: this.size, checkpoint, policy: this.policy, petitions: this.petitions };
  }

  async verify(task: Partial<Task> = {}) {
    const trust = readTrust(this.policy, 'given');
    if (!trust) throw new Error('no trust');
    return verifySite({
      site: siteOf(this.site.fetchBytes),
      trust,
      remembered: null,
      now: () => BigInt(NOW),
      patience: 0,
      pause: async () => undefined,
      progress: () => undefined,
      found: () => undefined,
      ...task,
    });
  }

  /** The refusals of a run; none for a log that holds. */
  async refusals(task: Partial<Task> = {}): Promise<string[]> {
    const { findings, isRefused, proven } = await this.verify(task);
    const refused = findings.filter(({ kind }) => kind === 'refused');
    expect(isRefused).toBe(refused.length > 0);
    if (isRefused) expect(proven, 'nothing refused is remembered').toBeNull();
    const say = verifyWords('en');
    for (const { key, values } of refused) expect(say(key, values)).not.toMatch(/[{}]/);
    return refused.map(({ key }) => key.replace('verify.refused.', ''));
  }

  /** Puts an entry in the place of another, as a site would that signs what it made. */
  replace(index: number, change: (octets: Uint8Array) => void): void {
    const octets = Uint8Array.from(this.log.entries[index] ?? []);
    change(octets);
    this.log.entries[index] = octets;
  }
}

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
