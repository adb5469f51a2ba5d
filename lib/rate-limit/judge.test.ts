import ipaddr from 'ipaddr.js';
import { expect, test } from '@/e2e/support/world.ts';
import { digestOfDay } from './day-key.ts';
import { judgeGuesses, judgePosting, judgeReading, noteMiss, waitOf } from './judge.ts';
import { SOCKET_HEADER } from './socket.ts';
import { type Source, sourceOf } from './source.ts';

const proxy = ['127.0.0.1/32', 'fd00::/8'].map((network) => ipaddr.parseCIDR(network));

/** A request over a connection from `socket`, which says `forwarded` of itself. */
const from = (socket: string, forwarded?: string, trusted = proxy): Source =>
  sourceOf(
    new Request('http://site', {
      headers: { [SOCKET_HEADER]: socket, ...(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }) },
    }),
    trusted,
  );

const MINUTE = 60_000;
const hour = (n: number) => n * 60 * MINUTE;
const circuit = (n: number) => from('127.0.0.1', `fc00:dead:beef:4dad::${n.toString(16)}`);
const judged = (source: Source, times: number, time: number) =>
  Array.from({ length: times }, () => judgePosting(source, false, time).is);

test('SA-02: what a visitor writes into X-Forwarded-For changes nothing', () => {
  const own = from('198.51.100.7');
  for (const said of ['192.0.2.1', '127.0.0.1', '192.0.2.1, 127.0.0.1', 'fc00:dead:beef:4dad::1', '', ',,,', 'nobody'])
    expect(from('198.51.100.7', said), said).toEqual(own);
});

test('SA-02: behind a trusted proxy the address counts that the proxy saw, not what stands before it', () => {
  const visitor = from('198.51.100.7');
  expect(from('127.0.0.1', '198.51.100.7')).toEqual(visitor);
  expect(from('127.0.0.1', '192.0.2.1, 198.51.100.7')).toEqual(visitor);
  expect(from('::ffff:127.0.0.1', '192.0.2.1,198.51.100.7, fd00::5')).toEqual(visitor);
  expect(from('127.0.0.1', 'nonsense')).toEqual(from('127.0.0.1'));
  expect(from('127.0.0.1', '198.51.100.7', [])).toEqual(from('127.0.0.1', undefined, []));
});

test('SA-02: a source is one IPv4 address or 64 bits of IPv6, in whatever spelling', () => {
  expect(from('2001:db8:1:2::1')).toEqual(from('2001:db8:1:2:ffff:ffff:ffff:ffff'));
  expect(from('2001:db8:1:2::1')).not.toEqual(from('2001:db8:1:3::1'));
  expect(from('::ffff:198.51.100.7')).toEqual(from('198.51.100.7'));
  expect(from('198.51.100.7')).not.toEqual(from('198.51.100.8'));
});

test('SA-02: five forms are free, then proof is asked for, after a hundred nobody is let through for five minutes', () => {
  const [source, neighbour] = [from('198.51.100.9'), from('198.51.100.10')];
  expect(judged(source, 5, hour(1))).toEqual(Array(5).fill('free'));
  expect(judged(source, 95, hour(1))).toEqual(Array(95).fill('raised'));
  expect(judgePosting(source, false, hour(1) + MINUTE)).toEqual({ is: 'refused', seconds: 240 });
  expect(judgePosting(neighbour, false, hour(1))).toEqual({ is: 'free' });
  expect(judgePosting(source, false, hour(1) + 5 * MINUTE)).toEqual({ is: 'free' });
});

test('SA-02: a form that comes back with its proof is not counted twice', () => {
  const source = from('198.51.100.11');
  judged(source, 100, hour(2));
  expect(judgePosting(source, true, hour(2))).toEqual({ is: 'raised' });
});

test('SA-03: a circuit of the onion service is refused after ten forms in five minutes', () => {
  expect(circuit(1).isOnion).toBe(true);
  expect(judged(circuit(1), 11, hour(3))).toEqual([...Array(10).fill('free'), 'refused']);
  expect(judgePosting(circuit(2), false, hour(3))).toEqual({ is: 'free' });
  expect(judgePosting(circuit(1), false, hour(3) + 5 * MINUTE)).toEqual({ is: 'free' });
});

test('SA-03: after 120 forms in a minute every circuit is asked for proof, and nobody else', () => {
  const all = Array.from({ length: 13 }, (_, n) => judged(circuit(100 + n), 10, hour(4))).flat();
  expect(all).toEqual([...Array(120).fill('free'), ...Array(10).fill('raised')]);
  expect(judgePosting(from('198.51.100.12'), false, hour(4))).toEqual({ is: 'free' });
  expect(judgePosting(circuit(200), false, hour(4) + MINUTE)).toEqual({ is: 'free' });
});

test('SA-03: a circuit is believed of a trusted proxy alone, and loopback is a source like any other', () => {
  expect(from('198.51.100.13', 'fc00:dead:beef:4dad::1').isOnion).toBe(false);
  expect(judged(from('127.0.0.1', undefined, []), 101, hour(5)).at(-1)).toBe('refused');
  expect(judged(from('::1', undefined, []), 101, hour(5)).at(-1)).toBe('refused');
});

test('SA-04: above 4,000 forms a minute everybody is asked for proof, until a minute after', () => {
  const many = Array.from({ length: 4_001 }, (_, n) => from(`10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`));
  const judgements = many.map((source) => judgePosting(source, false, hour(6)).is);
  expect(judgements.slice(0, 4_000)).toEqual(Array(4_000).fill('free'));
  expect(judgements[4_000]).toBe('raised');
  expect(judgePosting(from('198.51.100.14'), false, hour(6) + MINUTE - 1).is).toBe('raised');
  expect(judgePosting(from('198.51.100.15'), false, hour(6) + 2 * MINUTE).is).toBe('free');
});

test('SA-07: those who wait have a bucket of their own, and nobody is locked out of it', () => {
  const source = from('198.51.100.16');
  const waits = Array.from({ length: 100 }, () => waitOf(source, hour(7)));
  expect(waits).toEqual([...Array(20).fill(2), ...Array(40).fill(10), ...Array(40).fill(30)]);
});

test('VE-05: after sixty links in a minute that lead nowhere a source waits, and its neighbour does not', () => {
  const [source, neighbour] = [from('198.51.100.17'), from('198.51.100.18')];
  for (let n = 0; n < 60; n += 1) {
    expect(judgeGuesses(source, hour(8)).is).toBe('free');
    noteMiss(source, hour(8));
  }
  expect(judgeGuesses(source, hour(8) + 1)).toEqual({ is: 'refused', seconds: 60 });
  expect(judgeGuesses(neighbour, hour(8)).is).toBe('free');
  expect(judgeGuesses(source, hour(8) + MINUTE).is).toBe('free');
});

test('AP-04: the public JSON answers a source 300 times in five minutes', () => {
  const source = from('198.51.100.19');
  const judgements = Array.from({ length: 301 }, () => judgeReading(source, hour(9)).is);
  expect(judgements).toEqual([...Array(300).fill('free'), 'refused']);
});

test('PV-02: a source is a hash under a key that is another one after a day, and holds nothing of the address', () => {
  const today = digestOfDay('ipv4 198.51.100.20', performance.now());
  expect(digestOfDay('ipv4 198.51.100.20', performance.now())).toBe(today);
  expect(today).toMatch(/^[\w-]{22}$/);
  expect(digestOfDay('ipv4 198.51.100.20', performance.now() + hour(25))).not.toBe(today);
});
