import { type Answer, type ProviderCall, taken } from '@/e2e/support/provider.ts';
import {
  emptyOutbox,
  expect,
  letAllPausesEnd,
  letLeaseRunOut,
  pausedBatches,
  queueLetters,
  reconcileOutbox,
  secondsClosed,
  test,
} from '@/e2e/support/world.ts';
import { settings } from '../env.ts';
import { readMailPause } from './pace.ts';
import { callProvider } from './provider.ts';
import { leaseBatch, readOutbox } from './queue.ts';
import { sendNextBatch, writeBatch } from './send.ts';

/**
 * Every fault of the provider, as one row: what becomes of the letters at once, and that after it none is lost and none
 * has come twice (EM-03). Each row ends with a reconciliation of the outbox with what people found in their mailboxes.
 */

/** Two batches: the fault meets the first. */
const LETTERS = 120;

interface FaultRow {
  readonly fault: string;
  readonly answer: Answer;
  /** What the fault comes to for the letters of its call. */
  readonly first: 'taken' | 'waits' | 'dead';
  /** The queue as a whole stands still, too. */
  readonly stops?: boolean;
  /** For how many seconds the batch waits at least and at most, where the provider says it. */
  readonly waits?: readonly [number, number];
}

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000).toUTCString();

const rows: readonly FaultRow[] = [
  { fault: '500', answer: { status: 500 }, first: 'waits' },
  { fault: '502 in HTML', answer: { status: 502, raw: '<html>Bad gateway</html>' }, first: 'waits' },
  {
    fault: '503 with Retry-After',
    answer: { status: 503, headers: { 'retry-after': '90' } },
    first: 'waits',
    stops: true,
    waits: [85, 90],
  },
  { fault: '429', answer: { status: 429, name: 'rate_limit_exceeded' }, first: 'waits', stops: true, waits: [1, 2] },
  {
    fault: '429 with Retry-After in seconds',
    answer: { status: 429, name: 'rate_limit_exceeded', headers: { 'retry-after': '120' } },
    first: 'waits',
    stops: true,
    waits: [115, 120],
  },
  {
    fault: '429 with Retry-After as a date',
    answer: { status: 429, name: 'rate_limit_exceeded', headers: { 'retry-after': inSeconds(300) } },
    first: 'waits',
    stops: true,
    waits: [100, 301],
  },
  {
    fault: '429 with Retry-After as a date, by a clock that is a day ahead',
    answer: {
      status: 429,
      name: 'rate_limit_exceeded',
      headers: { 'retry-after': inSeconds(86_400 + 120), date: inSeconds(86_400) },
    },
    first: 'waits',
    stops: true,
    waits: [115, 121],
  },
  { fault: 'a hang', answer: 'hang', first: 'waits' },
  { fault: 'nine seconds of thinking', answer: { status: 200, delay: 9_000 }, first: 'taken' },
  { fault: 'a reset before it has them', answer: 'connection reset', first: 'waits' },
  { fault: 'a reset after it has them', answer: 'taken, then reset', first: 'waits' },
  {
    fault: '409, the same call is under way',
    answer: { status: 409, name: 'concurrent_idempotent_requests' },
    first: 'waits',
  },
  {
    fault: '409, other letters under the key',
    answer: { status: 409, name: 'invalid_idempotent_request' },
    first: 'dead',
  },
  { fault: '401', answer: { status: 401, name: 'missing_api_key' }, first: 'waits', stops: true },
  { fault: '403', answer: { status: 403, name: 'invalid_api_key' }, first: 'waits', stops: true },
  {
    fault: '422, our sender is refused',
    answer: { status: 422, name: 'invalid_from_address' },
    first: 'waits',
    stops: true,
  },
  { fault: 'the day’s quota', answer: { status: 429, name: 'daily_quota_exceeded' }, first: 'waits', stops: true },
  { fault: 'the month’s quota', answer: { status: 429, name: 'monthly_quota_exceeded' }, first: 'waits', stops: true },
  { fault: '200 in HTML', answer: { status: 200, raw: '<html>Welcome to our hotel</html>' }, first: 'waits' },
  { fault: '200 with nothing', answer: { status: 200, raw: '' }, first: 'waits' },
  { fault: '200 with half an answer', answer: { status: 200, raw: '{"data":[{"id":"1"' }, first: 'waits' },
  { fault: '200 with another answer', answer: { status: 200, raw: '{"hello":"world"}' }, first: 'waits' },
  {
    fault: '200 with ids of other letters',
    answer: { status: 200, raw: '{"data":[{"id":"1"},{"id":"2"}]}' },
    first: 'waits',
  },
  { fault: 'an id too few for what it took', answer: 'taken, miscounted', first: 'waits' },
];

test.beforeEach(async ({ provider }) => {
  await emptyOutbox();
  provider.script();
});

async function sendAllDue(): Promise<void> {
  while (await sendNextBatch());
}

async function sendWhatIsLeft(): Promise<void> {
  for (let n = 0; n < 5; n += 1) {
    await letAllPausesEnd();
    await sendAllDue();
  }
}

for (const { answer, fault, first, stops = false, waits } of rows) {
  test(`EM-03: ${fault}: ${first === 'dead' ? 'the letters of the call die, seen' : 'every letter arrives once'}`, async ({
    provider,
  }) => {
    const mailboxes = await queueLetters(LETTERS);
    provider.script(answer);
    await sendAllDue();
    const calls = stops ? 1 : 2;
    expect(provider.calls.filter(({ key }) => key === provider.calls[0]?.key)).toHaveLength(1);
    expect(provider.calls).toHaveLength(calls);
    const { dead, waiting } = await reconcileOutbox(mailboxes, provider);
    expect(dead).toBe(first === 'dead' ? 100 : 0);
    expect(waiting).toBe((first === 'waits' ? 100 : 0) + (stops ? 20 : 0));
    if (waits) {
      const [least, most] = waits;
      const [batch] = await pausedBatches();
      for (const seconds of [batch?.seconds ?? 0, ...(stops ? [await secondsClosed()] : [])]) {
        expect(seconds).toBeGreaterThan(least - 5);
        expect(seconds).toBeLessThanOrEqual(most);
      }
    }
    await sendWhatIsLeft();
    const end = await reconcileOutbox(mailboxes, provider);
    expect(end).toEqual({ lost: 0, twice: 0, waiting: 0, dead: first === 'dead' ? 100 : 0, overdue: 0 });
    expect(await readMailPause()).toBe(null);
    seeOneBodyForEachKey(provider.calls);
  });
}

for (const status of [400, 413, 422]) {
  test(`EM-03: ${status} for a call with one bad letter: it dies alone, and every other arrives once`, async ({
    provider,
  }) => {
    const mailboxes = await queueLetters(LETTERS);
    const bad = mailboxes[57] ?? '';
    provider.always(({ letters }) =>
      letters.some(({ to }) => to === bad) ? { status, name: 'validation_error' } : taken,
    );
    await sendAllDue();
    expect(await reconcileOutbox(mailboxes, provider)).toEqual({ lost: 0, twice: 0, waiting: 0, dead: 1, overdue: 0 });
    expect(provider.delivered).not.toContain(bad);
    seeOneBodyForEachKey(provider.calls);
  });
}

test('EM-03: a refused sender of news holds up news alone, and none of it dies', async ({ provider }) => {
  const news = 'News <news@petitions.test>';
  Object.assign(settings(), { MAIL_FROM_UPDATES: news });
  const waiting = await queueLetters(10, 'update');
  const confirmations = await queueLetters(10);
  const refuseNews = ({ letters }: ProviderCall): Answer =>
    letters.some(({ from }) => from === news) ? { status: 422, name: 'invalid_from_address' } : taken;
  provider.always(refuseNews);
  await sendAllDue();
  expect([...provider.delivered].sort()).toEqual(expect.arrayContaining([...confirmations]));
  expect(await reconcileOutbox(confirmations, provider)).toMatchObject({ lost: 0, twice: 0, dead: 0 });
  expect(await readOutbox()).toEqual({ waiting: 10, dead: 0 });
  for (const { seconds } of await pausedBatches()) expect(seconds).toBeGreaterThan(890);
  expect(await readMailPause()).toBe(null);
  provider.script();
  await sendWhatIsLeft();
  Object.assign(settings(), { MAIL_FROM_UPDATES: undefined });
  expect(await reconcileOutbox(waiting, provider)).toMatchObject({ lost: 0, twice: 0, dead: 0, waiting: 0 });
});

test('EM-02: a worker that dies between the acceptance and writing it down: every letter arrives once', async ({
  provider,
}) => {
  const mailboxes = await queueLetters(LETTERS);
  const batch = await leaseBatch();
  if (!batch) throw new Error('No letter waits.');
  await callProvider(batch.id, await writeBatch(batch));
  // Here it dies.
  await sendAllDue();
  expect(await reconcileOutbox(mailboxes, provider)).toMatchObject({ lost: 0, twice: 0, waiting: 100, overdue: 100 });
  await letLeaseRunOut(batch.id);
  await sendAllDue();
  expect(await reconcileOutbox(mailboxes, provider)).toEqual({ lost: 0, twice: 0, waiting: 0, dead: 0, overdue: 0 });
  seeOneBodyForEachKey(provider.calls);
});

test('EM-04: one bad letter in a thousand costs the others no call', async ({ provider }) => {
  const mailboxes = await queueLetters(1_000);
  await sendAllDue();
  const usual = provider.calls.length;
  expect(await reconcileOutbox(mailboxes, provider)).toMatchObject({ lost: 0, twice: 0, dead: 0 });
  const others = await queueLetters(1_000);
  const bad = others[507];
  provider.always(({ letters }) => ({ status: 200, refused: letters.flatMap(({ to }, n) => (to === bad ? [n] : [])) }));
  await sendAllDue();
  expect(provider.calls).toHaveLength(usual);
  expect(await reconcileOutbox(others, provider)).toEqual({ lost: 0, twice: 0, waiting: 0, dead: 1, overdue: 0 });
});

/** A key stands for the same bytes, however often the call is made. */
function seeOneBodyForEachKey(calls: readonly ProviderCall[]): void {
  const bodies = new Map(calls.map(({ body, key }) => [key, body]));
  for (const { body, key } of calls) expect(body === bodies.get(key)).toBe(true);
}
