import { foldEverything } from '@/e2e/support/numbers.ts';
import { newSource } from '@/e2e/support/sources.ts';
import { expect, makePetition, signAndConfirm, test } from '@/e2e/support/world.ts';
import { countOf } from '@/lib/count/read.ts';
import { settings } from '@/lib/env.ts';
import type { Petition } from '@/lib/petition/read.ts';
import { STREAMS_AT_MOST } from '@/lib/rate-limit/limits.ts';
import { findNoRoom, openCountStream } from './count-stream.ts';

const sourceOf = (key = newSource()) => ({ key, isOnion: false });

async function open(petition: Petition, source = sourceOf()) {
  const leaving = new AbortController();
  const answer = openCountStream(petition, await countOf(petition), source, leaving.signal);
  const reader = answer.body?.getReader();
  if (!reader) throw new Error('No body.');
  const read = async () => new TextDecoder().decode((await reader.read()).value);
  return { leave: () => leaving.abort(), read };
}

test('a stream tells the count at once, and again when it moved', async () => {
  const petition = await makePetition();
  const { leave, read } = await open(petition);
  expect(await read()).toMatch(/^retry: \d+\n\nevent: count\ndata: \{"slug":"[^"]+","count":0,/);
  await signAndConfirm(petition);
  await foldEverything();
  expect(await read()).toContain('"count":1');
  leave();
});

test('all readers of a petition are told the same, and those who left are not', async () => {
  const petition = await makePetition();
  const readers = [await open(petition), await open(petition), await open(petition)];
  for (const { read } of readers) await read();
  readers[0]?.leave();
  await signAndConfirm(petition);
  await foldEverything();
  const told = await Promise.all(readers.slice(1).map(({ read }) => read()));
  expect(told[0]).toBe(told[1]);
  expect(told[0]).toContain('"count":1');
  for (const { leave } of readers) leave();
});

test('a reader that never reads is let go, and its place is free again', async () => {
  const petition = await makePetition();
  const source = sourceOf();
  const silent = await open(petition, source);
  const others = await Promise.all(Array.from({ length: STREAMS_AT_MOST - 1 }, () => open(petition, source)));
  expect(findNoRoom(source)).toBe('source-full');
  for (const { read } of others) await read();
  for (let n = 0; n < 20; n += 1) {
    await signAndConfirm(petition);
    await foldEverything();
    // The others read on; the silent one has left all of it lying.
    await Promise.all(others.map(({ read }) => read()));
  }
  expect(findNoRoom(source)).toBe(null);
  await expect(silent.read()).rejects.toThrow();
  for (const { leave } of others) leave();
});

test('one source has so many streams at once, and another finds room', async () => {
  const petition = await makePetition();
  const [busy, quiet] = [sourceOf(), sourceOf()];
  const streams = await Promise.all(Array.from({ length: STREAMS_AT_MOST }, () => open(petition, busy)));
  expect(findNoRoom(busy)).toBe('source-full');
  expect(findNoRoom(quiet)).toBe(null);
  streams[0]?.leave();
  // Leaving twice frees one place, not two.
  streams[0]?.leave();
  expect(findNoRoom(busy)).toBe(null);
  streams.push(await open(petition, busy));
  expect(findNoRoom(busy)).toBe('source-full');
  for (const { leave } of streams) leave();
});

test('a full process has no room for anybody', async () => {
  const petition = await makePetition();
  const stream = await open(petition);
  const known = settings();
  const limit = known.STREAM_LIMIT;
  Object.assign(known, { STREAM_LIMIT: 1 });
  expect(findNoRoom(sourceOf())).toBe('full');
  stream.leave();
  Object.assign(known, { STREAM_LIMIT: limit });
  expect(findNoRoom(sourceOf())).toBe(null);
});
