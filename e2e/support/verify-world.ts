import { expect } from '@playwright/test';
import { toHex } from '@/lib/log/text.ts';
import type { Task } from '@/lib/verify/run.ts';
import { siteOf } from '@/lib/verify/site.ts';
import { readTrust } from '@/lib/verify/trust.ts';
import { verifySite } from '@/lib/verify/verify-site.ts';
import { verifyWords } from '@/lib/verify/words.ts';
import { writePolicy } from '@/lib/witness/write-policy.ts';
import { type Cosigner, cosignerNamed, SmallLog } from './small-log.ts';
import { type SmallPetition, type SmallSite, type SmallState, smallSite } from './small-site.ts';

export const ONE = '11111111-1111-4111-8111-111111111111';
export const TWO = '22222222-2222-4222-8222-222222222222';
export const HOUR = 490_000;
export const NOW = (HOUR + 2) * 3_600;

/** A site of two petitions and 300 entries, with four witnesses of which three must sign. */
export class VerifyWorld {
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

  static async open(): Promise<VerifyWorld> {
    const witnesses = await Promise.all(['w1', 'w2', 'w3', 'w4'].map(cosignerNamed));
    const world = new VerifyWorld(await SmallLog.open(), witnesses);
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
