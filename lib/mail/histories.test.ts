import { sql } from 'drizzle-orm';
import * as fc from 'fast-check';
import { database, schema } from '@/db/client.ts';
import { type Answer, type ScriptedProvider, taken } from '@/e2e/support/provider.ts';
import {
  addLetters,
  hearProvider,
  newModel,
  nextMailboxes,
  noteRepeats,
  type QueueModel,
  readPlaces,
  seeSound,
} from '@/e2e/support/queue-model.ts';
import { emptyOutbox, expect, letAllPausesEnd, makePetition, secondsClosed, test } from '@/e2e/support/world.ts';
import type { Petition } from '../petition/read.ts';
import { sendAgain } from './dead-letters.ts';
import { callProvider } from './provider.ts';
import { leaseBatch } from './queue.ts';
import { sendNextBatch, writeBatch } from './send.ts';

/**
 * Histories of the queue, against a model of it and a provider that honours keys: whatever is queued, refused, killed,
 * paused and sent again in whatever order, no letter is lost, none comes twice, and a key stands for one body.
 * `MAIL_HISTORIES=2000 MAIL_SEED=7 npm test -- --project=rooms lib/mail/histories` tries more of them, elsewhere.
 */
const numRuns = Number(process.env.MAIL_HISTORIES ?? 12);
const seed = Number(process.env.MAIL_SEED ?? 20_261_122);

interface Real {
  readonly provider: ScriptedProvider;
  readonly petitions: readonly Petition[];
}

type Command = fc.AsyncCommand<QueueModel, Real>;

/** A step, and after it everything that must be true. */
const step = (name: string, act: (model: QueueModel, real: Real) => Promise<void>): Command => ({
  check: () => true,
  run: async (model, real) => {
    await act(model, real);
    hearProvider(model, real.provider);
    await seeSound(model);
  },
  toString: () => name,
});

const queue = fc
  .record({
    count: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constant(130)),
    kind: fc.constantFrom('confirm-signature', 'thanks', 'reminder', 'update', 'sign-in'),
    petition: fc.constantFrom(0, 1, null),
  })
  .map(({ count, kind, petition }) =>
    step(`queue ${count} ${kind} of ${petition}`, async (model, { petitions }) => {
      await addLetters(model, count, kind, petition === null ? null : (petitions[petition] ?? null));
    }),
  );

const answers: readonly Answer[] = [
  taken,
  { status: 500 },
  { status: 429, name: 'rate_limit_exceeded' },
  { status: 409, name: 'concurrent_idempotent_requests' },
  { status: 409, name: 'invalid_idempotent_request' },
  { status: 422, name: 'validation_error' },
  { status: 401, name: 'missing_api_key' },
  { status: 429, name: 'daily_quota_exceeded' },
  { status: 200, raw: '{}' },
  { status: 200, refused: [0] },
  'connection reset',
  'taken, then reset',
  'taken, miscounted',
];

/** One worker's turn: it repeats a batch that is due, or makes one of those that go first; while closed it calls nobody. */
const send = fc.constantFrom(...answers).map((answer) =>
  step(`send: ${JSON.stringify(answer)}`, async (model, { provider }) => {
    const isClosed = (await secondsClosed()) > 0;
    const known = new Set(model.calls.map(({ key }) => key));
    const batched = [...(await readPlaces()).values()].includes('batched');
    const first = await nextMailboxes(model);
    answerOnce(provider, answer);
    await sendNextBatch();
    const calls = hearProvider(model, provider);
    expect(calls.length).toBeLessThanOrEqual(isClosed ? 0 : 1);
    for (const { key, letters } of calls) {
      // A new key before anything was batched is a new batch: it holds those that go first.
      if (!known.has(key) && !batched) expect(letters.map(({ to }) => to).sort()).toEqual([...first].sort());
    }
  }),
);

/** Takes a batch and dies: before it calls, or after the provider has the letters. Its lease is over at once. */
const die = fc.boolean().map((isCalled) =>
  step(`die ${isCalled ? 'after' : 'before'} the call`, async (_, { provider }) => {
    answerOnce(provider, taken);
    const batch = await leaseBatch();
    if (!batch) return;
    if (isCalled && batch.letters.length > 0) await callProvider(batch.id, await writeBatch(batch));
  }),
);

const leasesEnd = fc.constant(
  step('leases run out', async () => {
    await database().execute(
      sql`update letter_batches set leased_until = now() - interval '1 second' where leased_until is not null`,
    );
  }),
);

const pausesEnd = fc.constant(step('pauses end', () => letAllPausesEnd()));

const expire = fc.constant(
  step('a day passes for all batches', async () => {
    await database().execute(sql`update letter_batches set last_try_at = now() - interval '1 second'`);
  }),
);

const again = fc.constantFrom(0, 1, null).map((petition) =>
  step(`send the dead of ${petition} again`, async (model, { petitions }) => {
    const id = petition === null ? null : (petitions[petition]?.id ?? null);
    const dead = await noteRepeats(model, (letter) => (letter.petition?.id ?? null) === id);
    expect(await sendAgain(database(), { petitionId: id, because: null })).toBe(dead);
  }),
);

const hold = fc.record({ which: fc.constantFrom(0, 1), isHeld: fc.boolean() }).map(({ isHeld, which }) =>
  step(`${isHeld ? 'hold' : 'let go'} ${which}`, async (model, { petitions }) => {
    const petition = petitions[which];
    if (!petition) return;
    await holdLetters(petition, isHeld);
    if (isHeld) model.held.add(petition.id);
    else model.held.delete(petition.id);
  }),
);

/** Several workers at once, until nothing is due. What is held back stays. */
const crowd = fc.integer({ min: 2, max: 4 }).map((workers) =>
  step(`${workers} workers`, async (model, { provider }) => {
    hearProvider(model, provider);
    const before = await readPlaces();
    const work = async () => {
      while (await sendNextBatch());
    };
    await Promise.all(Array.from({ length: workers }, work));
    hearProvider(model, provider);
    const after = await readPlaces();
    for (const { id, petition } of model.letters) {
      if (before.get(id) === 'waiting' && petition && model.held.has(petition.id))
        expect(after.get(id)).toBe('waiting');
    }
  }),
);

/** The next call is answered so, and those after it are taken; what the provider knows of its keys it keeps. */
function answerOnce(provider: ScriptedProvider, answer: Answer): void {
  provider.answerNext(answer);
}

async function holdLetters({ coalition }: Petition, isHeld: boolean): Promise<void> {
  await database().execute(sql`
    update coalitions set letters_paused_at = case when ${isHeld} then now() end where slug = ${coalition.slug}`);
}

test('EM-02: no history of the queue loses a letter, repeats one, or changes what a key stands for', async ({
  provider,
}) => {
  test.setTimeout(Math.max(120_000, numRuns * 20_000));
  const petitions = [await makePetition(), await makePetition()];
  const commands = fc.commands(
    [queue, queue, send, send, send, die, leasesEnd, pausesEnd, pausesEnd, expire, again, hold, crowd],
    {
      maxCommands: 30,
    },
  );
  const history = fc.asyncProperty(commands, async (list) => {
    await emptyOutbox();
    await database().delete(schema.letterTallies);
    for (const petition of petitions) await holdLetters(petition, false);
    provider.script();
    const model = newModel();
    await fc.asyncModelRun(() => ({ model, real: { provider, petitions } }), list);
    await seeEnd(model, { provider, petitions });
  });
  await fc.assert(history, { numRuns, seed });
});

/** However a history ran: once all is well again every letter arrives, or has died where people can see it. */
async function seeEnd(model: QueueModel, { petitions, provider }: Real): Promise<void> {
  for (const petition of petitions) await holdLetters(petition, false);
  model.held.clear();
  for (let n = 0; n < 12; n += 1) {
    await database().execute(
      sql`update letter_batches set leased_until = now() - interval '1 second' where leased_until is not null`,
    );
    await letAllPausesEnd();
    while (await sendNextBatch());
    hearProvider(model, provider);
  }
  await seeSound(model);
  const places = await readPlaces();
  expect([...places.values()].filter((place) => place !== 'dead')).toEqual([]);
}
