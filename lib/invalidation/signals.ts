import { isDisposableEmailDomain } from 'disposable-email-domains-js';
import { database } from '@/db/client.ts';
import { dataKeys } from '../keys/petition-keys.ts';
import type { Member } from '../team/members.ts';
import type { TeamPetition } from '../team/places.ts';
import { anything, foldName } from './pattern.ts';
import { type Match, scanPortion } from './scan.ts';
import { noteLooking } from './search.ts';

/** What stands out among the latest signatures. Nothing here proves anything, and nothing happens by itself. */
export interface SealedSignals {
  /** How many signatures the look went through, and how many of them are of the last two days. */
  readonly looked: number;
  readonly recent: number;
  readonly isWhole: boolean;
  readonly since: string;
  readonly domains: readonly DomainSignal[];
  /** Domains of mailboxes that anybody can open for a moment, as a public list has them. */
  readonly disposable: readonly { readonly domain: string; readonly count: number }[];
  readonly names: readonly { readonly name: string; readonly count: number }[];
}

export interface DomainSignal {
  readonly domain: string;
  readonly count: number;
  /** Percent of the latest signatures, and of those before. */
  readonly share: number;
  readonly usualShare: number;
}

const DAY = 86_400_000;
const LONGEST_LOOK = 600;
const PORTION = 5_000;
const OPENED_AT_MOST = 20_000;
/** Of the earlier signatures some thousand tell what is usual. */
const USUAL_AT_MOST = 4_000;

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/**
 * Looks at domains and names of the last two days. Signatures lie in the order of a keyed hash, so that as many as fit
 * into the time are a fair sample of all; a petition of some hundred thousand is looked through whole.
 */
export async function findSealedSignals(member: Member, petition: TeamPetition, now: Date): Promise<SealedSignals> {
  const keys = await dataKeys(petition.id);
  await noteLooking(member, petition, now);
  const since = dayOf(now.getTime() - DAY);
  const scan = { petitionId: petition.id, keys, pattern: anything, state: 'counted' as const };
  const [recent, usual] = [new Tally(), new Tally()];
  const began = performance.now();
  let [key, looked, isEnd] = [Buffer.alloc(0), 0, false];
  while (!isEnd && performance.now() - began < LONGEST_LOOK && recent.size < OPENED_AT_MOST) {
    const portion = await scanPortion(database(), scan, key, PORTION);
    for (const match of portion.matches) {
      if (match.confirmedOn >= since) recent.add(match);
      else if (usual.size < USUAL_AT_MOST) usual.add(match);
    }
    looked += portion.looked;
    ({ isEnd } = portion);
    key = Buffer.from(portion.last);
  }
  return {
    looked,
    recent: recent.size,
    isWhole: isEnd,
    since,
    domains: findDomains(recent, usual),
    disposable: findDisposable(recent),
    names: [...recent.names.values()]
      .filter(({ count }) => count >= 5)
      .sort((a, b) => b.count - a.count)
      .slice(0, 20),
  };
}

/** How often each domain and each name was met. */
class Tally {
  size = 0;
  readonly domains = new Map<string, number>();
  readonly names = new Map<string, { name: string; count: number }>();

  add(match: Match): void {
    this.size += 1;
    const secrets = match.secrets();
    if (!secrets) return;
    if (secrets.domain) this.domains.set(secrets.domain, (this.domains.get(secrets.domain) ?? 0) + 1);
    const folded = foldName(secrets.name);
    const known = this.names.get(folded);
    if (known) known.count += 1;
    else this.names.set(folded, { name: secrets.name, count: 1 });
  }

  shareOf(domain: string): number {
    return this.size === 0 ? 0 : (100 * (this.domains.get(domain) ?? 0)) / this.size;
  }
}

/** Ten people and a twentieth of all at least, and four times as much as usual. */
function findDomains(recent: Tally, usual: Tally): DomainSignal[] {
  return [...recent.domains]
    .map(([domain, count]) => ({
      domain,
      count,
      share: recent.shareOf(domain),
      usualShare: usual.shareOf(domain),
    }))
    .filter(({ count, share, usualShare }) => count >= 10 && share >= 5 && share >= 4 * usualShare)
    .sort((a, b) => b.count - a.count)
    .slice(0, 20);
}

/** Careful people sign with an alias; lists of disposable domains often name these services, and do them wrong (SA-11). */
const ALIASES: ReadonlySet<string> = new Set([
  ...['duck.com', 'mozmail.com', 'simplelogin.com', 'simplelogin.co', 'aleeas.com', 'slmail.me', 'passmail.net'],
  ...['anonaddy.com', 'anonaddy.me', 'addy.io', 'riseup.net', 'privaterelay.appleid.com', 'icloud.com'],
]);

/** A mark for whoever looks, and never a reason to refuse: many sign with such a mailbox out of caution. */
const findDisposable = (recent: Tally): SealedSignals['disposable'] =>
  [...recent.domains]
    .map(([domain, count]) => ({ domain, count }))
    .filter(({ domain }) => isDisposableEmailDomain(domain) && !ALIASES.has(domain))
    .sort((a, b) => b.count - a.count)
    .slice(0, 20);
