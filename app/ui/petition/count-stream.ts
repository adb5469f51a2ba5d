import { type Count, watchCount } from '@/lib/count/read.ts';
import { settings } from '@/lib/env.ts';
import { once } from '@/lib/once.ts';
import type { Petition } from '@/lib/petition/read.ts';
import { STREAMS_AT_MOST } from '@/lib/rate-limit/limits.ts';
import type { Source } from '@/lib/rate-limit/source.ts';
import { publishedSoFar } from '@/lib/transparency/published.ts';
import { readAnywhere } from '../json.ts';
import { countJson } from './count-json.ts';

/** In milliseconds: proxies close connections that are silent for 30 s or a minute. */
const HEARTBEAT = 25_000;

/** Messages that may wait for a reader; whoever lets more pile up is not reading, and is let go. */
const LONGEST_BACKLOG = 16;

interface Reader {
  readonly tell: (bytes: Uint8Array) => void;
  readonly close: () => void;
}

interface Readers {
  readonly all: Set<Reader>;
  readonly perSource: Map<string, number>;
  /** Those of each petition, with one watch on its count for all of them. */
  readonly perPetition: Map<string, { readonly readers: Set<Reader>; readonly stopWatching: () => void }>;
}

/** `full`: the process has as many as it may. `source-full`: so many are this source's. */
export type StreamRefusal = 'full' | 'source-full';

/** Null when there is room for one more. */
export function findNoRoom(source: Source): StreamRefusal | null {
  const { all, perSource } = openReaders();
  if (all.size >= settings().STREAM_LIMIT) return 'full';
  return (perSource.get(source.key) ?? 0) >= STREAMS_AT_MOST ? 'source-full' : null;
}

/** Server-sent events: the count now, and whenever it moves. */
export function openCountStream(petition: Petition, first: Count, source: Source, left: AbortSignal): Response {
  let leave = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const reader: Reader = {
        tell(bytes) {
          if ((controller.desiredSize ?? 0) > -LONGEST_BACKLOG) return controller.enqueue(bytes);
          leave();
          controller.error(new Error('The reader does not read.'));
        },
        close() {
          leave();
          controller.close();
        },
      };
      leave = enter(reader, petition, source);
      // Readers come back at different moments after a restart, not all at once.
      reader.tell(encode(`retry: ${3_000 + Math.round(Math.random() * 7_000)}\n\n${messageOf(petition, first)}`));
      left.addEventListener('abort', () => leave());
    },
    cancel: () => leave(),
  });
  return new Response(body, {
    headers: {
      ...readAnywhere,
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    },
  });
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const messageOf = ({ slug }: Petition, count: Count): string =>
  `event: count\ndata: ${JSON.stringify(countJson(slug, count, publishedSoFar()))}\n\n`;

/** Counts a reader in. Answers what counts it out again, once. */
function enter(reader: Reader, petition: Petition, source: Source): () => void {
  const { all, perPetition, perSource } = openReaders();
  all.add(reader);
  perSource.set(source.key, (perSource.get(source.key) ?? 0) + 1);
  const room = perPetition.get(petition.id) ?? openRoom(petition);
  room.readers.add(reader);
  return () => {
    if (!all.delete(reader)) return;
    const rest = (perSource.get(source.key) ?? 1) - 1;
    if (rest > 0) perSource.set(source.key, rest);
    else perSource.delete(source.key);
    room.readers.delete(reader);
    if (room.readers.size > 0) return;
    room.stopWatching();
    if (perPetition.get(petition.id) === room) perPetition.delete(petition.id);
  };
}

/** One watch for all readers of a petition, and one message, made once, for all of them. */
function openRoom(petition: Petition) {
  const readers = new Set<Reader>();
  const stopWatching = watchCount(petition, (count) => {
    const bytes = encode(messageOf(petition, count));
    for (const reader of readers) reader.tell(bytes);
  });
  const room = { readers, stopWatching };
  openReaders().perPetition.set(petition.id, room);
  return room;
}

const openReaders = () =>
  once('count-readers', (): Readers => {
    const all = new Set<Reader>();
    const heartbeat = encode(': still here\n\n');
    setInterval(() => {
      for (const reader of all) reader.tell(heartbeat);
    }, HEARTBEAT).unref();
    // Streams never end by themselves, and a server that is told to stop waits for its answers: end them first.
    process.once('SIGTERM', () => {
      for (const reader of [...all]) reader.close();
    });
    return { all, perSource: new Map(), perPetition: new Map() };
  });
