import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { eq } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { Hint, run, stopSignal, untilAborted } from '@/lib/commands/run.ts';
import { foldCounts } from '@/lib/count/fold.ts';
import { beginRun, undoRun } from '@/lib/invalidation/runs.ts';
import { workOnRuns } from '@/lib/invalidation/work.ts';
import { findPetition } from '@/lib/petition/read.ts';
import { petitionPath, signaturesPath, teamPetitionPath } from '@/lib/urls.ts';
import { keepRound } from '@/lib/worker/rounds.ts';
import { cookieOf, signIn } from '../support/members.ts';
import { type Guarded, guard, lookFor, plantSigners, runOf } from '../support/removals.ts';
import { prepareConfirmations } from './attempts.ts';
import { type House, keepHouse } from './house.ts';
import type { Waits, Walk } from './passer-by.ts';
import { LARGE_SLUG, plantPetitions } from './plant.ts';
import type { Form } from './post.ts';

/**
 * A removal of 100,000 signatures while others sign, confirm and read: how long it takes, and how long the slowest
 * request waited. Other numbers may be given: all of them, then those to be taken out, of which all are a multiple.
 * A wrong count fails; being slow does not.
 */
const [all = 1_000_000, forged = 100_000] = process.argv.slice(2).map(Number);

run(async () => {
  const stopped = untilAborted(stopSignal()).then(() => Promise.reject(new Hint('Stopped before the end.')));
  await keepHouse(plant, (house) => Promise.race([stopped, measure(house)]));
  process.exit(0);
});

async function plant(): Promise<void> {
  await plantPetitions();
  const petition = await findPetition(LARGE_SLUG);
  if (!petition) throw new Error('A twin is missing.');
  console.log(`Planting ${all} signatures …`);
  const person = (n: number) => ({ name: `Signer Number ${n}`, country: 'DE', confirmedOn: '2026-11-01' });
  for (let done = 0; done < all; done += 10_000) {
    const people = Array.from({ length: 10_000 }, (_, n) => ({
      ...person(done + n),
      domain: (done + n) % (all / forged) === 0 ? 'farm.example' : 'example.org',
    }));
    await plantSigners(petition, people);
    while ((await foldCounts()) !== 0);
  }
}

async function measure(house: House): Promise<void> {
  await house.sql`vacuum analyze`;
  const petition = await findPetition(LARGE_SLUG);
  if (!petition) throw new Error('A twin is missing.');
  const place = await guard(petition);
  const passers = fork('e2e/bench/passer-by.ts', { execArgv: ['--import', 'tsx'] });
  const closing = new AbortController();
  const working = keepRound({ name: 'invalidation', pause: 200, run: workOnRuns }, closing.signal);
  try {
    await measureStages(house, place, passers);
  } finally {
    closing.abort();
    passers.disconnect();
    await working;
  }
}

async function measureStages(house: House, place: Guarded, passers: ChildProcess): Promise<void> {
  const { member, team } = place;
  const walk = async (name: string, act: () => Promise<void>) => {
    const began = performance.now();
    const waits = await during(passers, await planWalk(house, place), act);
    say(name, (performance.now() - began) / 1000, waits);
  };
  // The first requests of a new process wait for its compiler, not for us.
  await during(passers, await planWalk(house, place), () => new Promise((resolve) => setTimeout(resolve, 5_000)));
  await walk('nothing else', () => new Promise((resolve) => setTimeout(resolve, 10_000)));
  let id = '';
  await walk('looking', async () => {
    id = await lookFor(place, { domain: 'farm.example' });
    await until(id, 'lookedAt');
  });
  await beginRun(member, team, id, await currentTime());
  await walk('taking out', () => until(id, 'finishedAt'));
  await reconcile(place, all - forged);
  await undoRun(member, team, id, await currentTime());
  await walk('bringing back', () => until(id, 'undoneAt'));
  await reconcile(place, all);
}

/** Letters of confirmed attempts stay; forms enough for a minute. */
async function planWalk(house: House, { member, petition }: Guarded): Promise<Walk> {
  const field = { slug: petition.slug, petitionId: petition.id, versionId: petition.text.id, planted: 0 };
  const confirmations = await prepareConfirmations(house, field, 2_000);
  const postings = Array.from({ length: 2_000 }, (_, n): Form => {
    const form = { name: 'Passer By', email: `passer-${Date.now()}-${n}@example.org`, country: 'DE' };
    return { path: signaturesPath('en', petition.slug), body: new URLSearchParams(form).toString() };
  });
  const team = teamPetitionPath(member.coalition.slug, petition.slug);
  return {
    appUrl: house.appUrl,
    pages: [petitionPath('en', petition.slug), `${petitionPath('en', petition.slug)}/log`, `${team}/invalidations`],
    forms: confirmations.flatMap((form, n) => [form, ...postings.slice(n, n + 1)]),
    cookie: cookieOf(await signIn(member.accountId)),
    pause: 25,
  };
}

async function during(passers: ChildProcess, walk: Walk, act: () => Promise<void>): Promise<Waits> {
  const told = once(passers, 'message');
  passers.send(walk);
  await act();
  passers.send('stop');
  const [waits] = (await told) as [Waits];
  return waits;
}

async function until(id: string, stage: 'lookedAt' | 'finishedAt' | 'undoneAt'): Promise<void> {
  while (!(await runOf(id))[stage]) await new Promise((resolve) => setTimeout(resolve, 50));
}

function say(name: string, seconds: number, { requests, slowest, statuses, typical }: Waits): void {
  console.log(`${name}: ${seconds.toFixed(1)} s, ${requests} requests, usual wait ${typical.toFixed(0)} ms`, statuses);
  console.log('  longest waits, in ms:', slowest);
}

/** The folded count is the rows that count; of those planted as many are left as should be. */
async function reconcile({ petition }: Guarded, planted: number): Promise<void> {
  // Null says that the house's own fold is under way.
  while ((await foldCounts()) !== 0);
  const [counts] = await database()
    .select()
    .from(schema.petitionCounts)
    .where(eq(schema.petitionCounts.petitionId, petition.id));
  const { confirmed = 0, invalidated = 0, withdrawn = 0 } = counts ?? {};
  const confirmedNow = confirmed - all;
  const count = confirmed - withdrawn - invalidated;
  console.log(`count ${count}, of them confirmed meanwhile ${confirmedNow}`);
  if (count !== planted + confirmedNow) throw new Hint('The count is not what is left.');
}
