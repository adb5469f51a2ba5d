import { LRUCache } from 'lru-cache';
import { currentTime } from '@/lib/clock.ts';
import { type Ledger, readLedger } from '@/lib/invalidation/ledger.ts';
import { type Destruction, readDestructions } from '@/lib/keys/destructions.ts';
import { readLetterNumbers } from '@/lib/mail/tallies.ts';
import { once } from '@/lib/once.ts';
import type { Petition } from '@/lib/petition/read.ts';
import { type LogHealth, type LogTrouble, readLogHealth, troubleOf } from '@/lib/transparency/health.ts';
import { logKey } from '@/lib/transparency/key.ts';
import { type Published, readPublished } from '@/lib/transparency/published.ts';
import { readState } from '@/lib/transparency/sequence/state.ts';
import { type LoggedPetition, readLoggedPetition } from '@/lib/transparency/tally.ts';
import { readWitnessStandings, type WitnessStanding } from '@/lib/transparency/witness/standings.ts';

/** All that the page about a petition's log shows, the same for everybody. */
export interface LogFacts {
  readonly now: Date;
  readonly ledger: Ledger;
  readonly destructions: readonly Destruction[];
  /** Letters to confirm by that the provider took. */
  readonly lettersSent: number;
  readonly health: LogHealth;
  readonly trouble: LogTrouble | null;
  /** Null before the first checkpoint. */
  readonly published: Published | null;
  /** Null where the published files could not be read. */
  readonly logged: LoggedPetition | null;
  readonly witnesses: readonly WitnessStanding[];
}

/** In milliseconds: a crowd costs one reading a second. */
const REMEMBERED_FOR = 1_000;

const memory = () =>
  once('log-facts', () => new LRUCache<string, Promise<LogFacts>>({ max: 500, ttl: REMEMBERED_FOR }));

export function readLogFacts(petition: Pick<Petition, 'id' | 'privacyMode'>): Promise<LogFacts> {
  const known = memory().get(petition.id);
  if (known) return known;
  const facts = readNow(petition);
  memory().set(petition.id, facts);
  // What failed is tried again by the next reader.
  facts.catch(() => memory().delete(petition.id));
  return facts;
}

async function readNow(petition: Pick<Petition, 'id' | 'privacyMode'>): Promise<LogFacts> {
  const [ledger, destructions, letters, health, logged, witnesses, now] = await Promise.all([
    readLedger(petition, 1),
    readDestructions(petition.id),
    readLetterNumbers(petition.id),
    readLogHealth(),
    readLoggedPetition(petition.id),
    listWitnesses(),
    currentTime(),
  ]);
  const lettersSent = letters.find(({ kind }) => kind === 'confirm-signature')?.handedOver ?? 0;
  const published = await readPublished();
  const trouble = troubleOf(health, now);
  return { now, ledger, destructions, lettersSent, health, trouble, published, logged, witnesses };
}

/** None before the log has a key, and where the settings name none. */
async function listWitnesses(): Promise<readonly WitnessStanding[]> {
  const { origin, publicKey } = await readState();
  return origin && publicKey ? readWitnessStandings(logKey(origin, publicKey)) : [];
}
