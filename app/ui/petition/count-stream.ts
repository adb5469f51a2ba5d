import { type Count, watchCount } from '@/lib/count/read.ts';
import { once } from '@/lib/once.ts';
import type { Petition } from '@/lib/petition/read.ts';
import { publishedSoFar } from '@/lib/transparency/published.ts';
import { countJson } from './count-json.ts';

/** In milliseconds: proxies close connections that are silent for 30 s or a minute. */
const HEARTBEAT = 25_000;

const encoder = new TextEncoder();

/** Server-sent events: the count now, and whenever it moves. */
export function openCountStream(petition: Petition, first: Count, left: AbortSignal): Response {
  let end = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const write = (text: string) => {
        // A reader that does not read gets no backlog: the next move brings the whole truth again.
        if ((controller.desiredSize ?? 0) > -16) controller.enqueue(encoder.encode(text));
      };
      const tell = (count: Count) =>
        write(`event: count\ndata: ${JSON.stringify(countJson(petition.slug, count, publishedSoFar()))}\n\n`);
      // Readers come back at different moments after a restart, not all at once.
      write(`retry: ${3_000 + Math.round(Math.random() * 7_000)}\n\n`);
      tell(first);
      const stopWatching = watchCount(petition, tell);
      const heart = setInterval(() => write(': still here\n\n'), HEARTBEAT);
      end = () => {
        stopWatching();
        clearInterval(heart);
        openStreams().delete(close);
      };
      const close = () => {
        end();
        controller.close();
      };
      openStreams().add(close);
      left.addEventListener('abort', () => end());
    },
    cancel: () => end(),
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'access-control-allow-origin': '*',
      'x-accel-buffering': 'no',
    },
  });
}

/** Streams never end by themselves, and a server that is told to stop waits for its answers: end them first. */
const openStreams = () =>
  once('count-streams', () => {
    const streams = new Set<() => void>();
    process.once('SIGTERM', () => {
      for (const close of [...streams]) close();
    });
    return streams;
  });
