import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test as base, expect } from '@playwright/test';
import { type Cosigner, cosignerNamed, SmallLog } from '@/e2e/support/small-log.ts';
import { parseSubmission } from '../../log/witness/add-checkpoint.ts';
import { gatherCosignatures, type Patience } from './gather.ts';
import { mustHold, type Witness } from './told.ts';

const PETITION = '11111111-1111-4111-8111-111111111111';
const NOW = 1_800_000_000;
const patience: Patience = { answer: 3_000, witness: 8_000 };
const impatience: Patience = { answer: 500, witness: 1_000 };

async function growingLog(secret = 'log', size = 12): Promise<SmallLog> {
  const log = await SmallLog.open('petitions.test/log', secret);
  log.add({ type: 'petition', petition: PETITION });
  while (log.size < size) log.add({ type: 'sign', petition: PETITION });
  return log;
}

/** Starts witnesses that answer as a test says, and ends them with it. */
const test = base.extend<{ serve: (listener: RequestListener) => Promise<string> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from this pattern.
  serve: async ({}, use) => {
    const servers: ReturnType<typeof createServer>[] = [];
    await use(async (listener) => {
      const server = createServer(listener);
      servers.push(server);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
  },
});

const witnessAt = (cosigner: Cosigner, url: string, lastSize = 0n): Witness => ({ ...cosigner, url, lastSize });

const gather = async (log: SmallLog, witnesses: readonly Witness[], within = patience) =>
  gatherCosignatures(
    { note: await log.note(), logKeys: [log.key], proofFrom: (old) => log.proof(old), now: BigInt(NOW) },
    witnesses,
    within,
  );

interface Asked {
  readonly path: string;
  readonly body: string;
  readonly text: string;
}

/** A witness whose answer is a function of what it was asked, and which remembers that. */
function answering(answer: (asked: Asked) => Promise<[number, string, string?]> | [number, string, string?]) {
  const asked: Asked[] = [];
  const listener: RequestListener = async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts).toString();
    const read = parseSubmission(body);
    const one = { path: request.url ?? '', body, text: typeof read === 'string' ? '' : read.note.text };
    asked.push(one);
    const [status, sent, type = 'text/plain'] = await answer(one);
    response.writeHead(status, { 'content-type': type }).end(sent);
  };
  return { asked, listener };
}

test('a witness gets the proof from its last size and the log’s own line, and its signature is kept', async ({
  serve,
}) => {
  const [log, one] = [await growingLog(), await cosignerNamed('one')];
  const { asked, listener } = answering(async ({ text }) => [200, await one.line(text, NOW)]);
  const note = await log.witnessed([await cosignerNamed('two')], NOW);
  const [told] = await gatherCosignatures(
    { note, logKeys: [log.key], proofFrom: (old) => log.proof(old), now: BigInt(NOW) },
    [witnessAt(one, await serve(listener), 5n)],
  );
  expect(told).toMatchObject({ standing: 'cosigned', lastSize: 12n, strangers: 0, evidence: null });
  expect(told?.cosignature?.time).toBe(BigInt(NOW));
  expect(asked).toHaveLength(1);
  expect(asked[0]?.path).toBe('/add-checkpoint');
  expect(parseSubmission(asked[0]?.body ?? '')).toMatchObject({ old: 5n, proof: log.proof(5n) });
  expect(asked[0]?.body).not.toContain('two.example');
});

test('a witness that remembers another size is asked once more with it', async ({ serve }) => {
  const [log, one] = [await growingLog(), await cosignerNamed('one')];
  const { asked, listener } = answering(async ({ body, text }) =>
    body.startsWith('old 7\n') ? [200, await one.line(text, NOW)] : [409, '7\n', 'text/x.tlog.size'],
  );
  expect(await gather(log, [witnessAt(one, await serve(listener))])).toMatchObject([{ standing: 'cosigned' }]);
  expect(asked.map(({ body }) => body.split('\n')[0])).toEqual(['old 0', 'old 7']);
});

test('a witness that changes its mind each time is asked twice and no more', async ({ serve }) => {
  const [log, one] = [await growingLog(), await cosignerNamed('one')];
  let size = 3;
  const { asked, listener } = answering(() => [409, `${size++}\n`, 'text/x.tlog.size']);
  expect(await gather(log, [witnessAt(one, await serve(listener))])).toMatchObject([{ standing: 'bad-answer' }]);
  expect(asked).toHaveLength(2);
});

test('one witness that says we are behind is a word; two stop the log', async ({ serve }) => {
  const [log, one, two] = [await growingLog(), await cosignerNamed('one'), await cosignerNamed('two')];
  const listener = () =>
    answering(({ path }) => (path === '/add-checkpoint' ? [409, '99\n', 'text/x.tlog.size'] : [404, ''])).listener;
  const told = await gather(log, [witnessAt(one, await serve(listener())), witnessAt(two, await serve(listener()))]);
  expect(told.map(({ standing, evidence }) => [standing, evidence])).toEqual([
    ['ahead', { kind: 'word', size: 99n }],
    ['ahead', { kind: 'word', size: 99n }],
  ]);
  expect(mustHold(told.slice(0, 1))).toBe(false);
  expect(mustHold(told)).toBe(true);
});

test('one witness that shows a longer log with our own signature stops the log', async ({ serve }) => {
  const [log, one] = [await growingLog(), await cosignerNamed('one')];
  const longer = await (await growingLog('log', 20)).witnessed([one], NOW);
  const { listener } = answering(({ path }) =>
    path === '/add-checkpoint' ? [409, '20\n', 'text/x.tlog.size'] : [200, longer],
  );
  const told = await gather(log, [witnessAt(one, await serve(listener))]);
  expect(told).toMatchObject([{ standing: 'ahead', evidence: { kind: 'signed', size: 20n } }]);
  expect(mustHold(told)).toBe(true);
});

test('a longer log that another key signed is no evidence', async ({ serve }) => {
  const [log, one] = [await growingLog(), await cosignerNamed('one')];
  const invented = await (await growingLog('another key', 20)).witnessed([one], NOW);
  const { listener } = answering(({ path }) =>
    path === '/add-checkpoint' ? [409, '20\n', 'text/x.tlog.size'] : [200, invented],
  );
  const told = await gather(log, [witnessAt(one, await serve(listener))]);
  expect(told).toMatchObject([{ standing: 'ahead', evidence: { kind: 'word' } }]);
  expect(mustHold(told)).toBe(false);
});

for (const [what, status] of [
  ['422', 422],
  ['409 without a size', 409],
] as const)
  test(`${what} is an alarm, is never asked again, and another history with our signature proves it`, async ({
    serve,
  }) => {
    const [log, one] = [await growingLog(), await cosignerNamed('one')];
    const other = await SmallLog.open('petitions.test/log', 'log');
    other.add({ type: 'petition', petition: PETITION, code: 2 });
    while (other.size < 12) other.add({ type: 'sign', petition: PETITION });
    const fork = await other.witnessed([one], NOW);
    const { asked, listener } = answering(({ path }) => (path === '/add-checkpoint' ? [status, ''] : [200, fork]));
    const told = await gather(log, [witnessAt(one, await serve(listener))]);
    expect(told).toMatchObject([
      { standing: 'fork-alarm', cosignature: null, evidence: { kind: 'signed', size: 12n } },
    ]);
    expect(asked.filter(({ path }) => path === '/add-checkpoint')).toHaveLength(1);
    expect(mustHold(told)).toBe(true);
  });

test('an alarm of a witness whose last checkpoint we do continue is its word', async ({ serve }) => {
  const [log, one] = [await growingLog(), await cosignerNamed('one')];
  const earlier = await log.witnessed([one], NOW, 6);
  const { listener } = answering(({ path }) => (path === '/add-checkpoint' ? [422, ''] : [200, earlier]));
  const told = await gather(log, [witnessAt(one, await serve(listener), 6n)]);
  expect(told).toMatchObject([{ standing: 'fork-alarm', evidence: { kind: 'word' } }]);
});

test('slow, broken, endless and strange witnesses are away and hold up nobody', async ({ serve }) => {
  const [log, good] = [await growingLog(), await cosignerNamed('good')];
  const names = ['slow', 'broken', 'endless', 'elsewhere', 'garbage', 'unknown', 'gone', 'dripping'];
  const bad = new Map(await Promise.all(names.map(async (name) => [name, await cosignerNamed(name)] as const)));
  const urls: Record<string, string> = {
    slow: await serve(() => undefined),
    broken: await serve((_, response) => response.writeHead(500).end('broken')),
    endless: await serve((_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('x'.repeat(8_000)), 1);
      response.on('close', () => clearInterval(timer));
    }),
    elsewhere: await serve((_, response) => response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end()),
    garbage: await serve((_, response) => response.writeHead(200).end('<html>')),
    unknown: await serve((_, response) => response.writeHead(404).end('no such log')),
    gone: 'http://127.0.0.1:1',
    dripping: await serve((_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('\u2014'), 100);
      response.on('close', () => clearInterval(timer));
    }),
  };
  const goodUrl = await serve(answering(async ({ text }) => [200, await good.line(text, NOW)]).listener);
  const started = Date.now();
  const told = await gather(
    log,
    [...[...bad].map(([name, cosigner]) => witnessAt(cosigner, urls[name] ?? '')), witnessAt(good, goodUrl)],
    impatience,
  );
  expect(Date.now() - started).toBeLessThan(2 * impatience.witness);
  expect(Object.fromEntries(told.map(({ witness, standing }) => [witness.name, standing]))).toEqual({
    slow: 'away',
    broken: 'away',
    endless: 'away',
    elsewhere: 'away',
    garbage: 'bad-answer',
    unknown: 'refused',
    gone: 'away',
    dripping: 'away',
    good: 'cosigned',
  });
  expect(mustHold(told)).toBe(false);
});

test('a stranger’s line is left out and noted; alone it is no answer', async ({ serve }) => {
  const [log, one, stranger] = [await growingLog(), await cosignerNamed('one'), await cosignerNamed('stranger')];
  const both = answering(async ({ text }) => [200, (await stranger.line(text, NOW)) + (await one.line(text, NOW))]);
  const alone = answering(async ({ text }) => [200, await stranger.line(text, NOW)]);
  const told = await gather(log, [
    witnessAt(one, await serve(both.listener)),
    witnessAt({ ...one, name: 'two' }, await serve(alone.listener)),
  ]);
  expect(told).toMatchObject([
    { standing: 'cosigned', strangers: 1, cosignature: { key: { name: 'one.example/witness' } } },
    { standing: 'bad-answer', strangers: 1, cosignature: null },
  ]);
});

test('a signature under another checkpoint is no signature', async ({ serve }) => {
  const [log, one] = [await growingLog(), await cosignerNamed('one')];
  const { listener } = answering(async ({ text }) => [200, await one.line(text.replace('12', '13'), NOW)]);
  expect(await gather(log, [witnessAt(one, await serve(listener))])).toMatchObject([{ standing: 'bad-answer' }]);
});

for (const [when, shift] of [
  ['an hour ago', -3_600],
  ['in an hour', 3_600],
] as const)
  test(`a witness whose clock says ${when} does not count`, async ({ serve }) => {
    const [log, one] = [await growingLog(), await cosignerNamed('one')];
    const { listener } = answering(async ({ text }) => [200, await one.line(text, NOW + shift)]);
    expect(await gather(log, [witnessAt(one, await serve(listener))])).toMatchObject([
      { standing: 'clock-wrong', cosignature: null },
    ]);
  });
