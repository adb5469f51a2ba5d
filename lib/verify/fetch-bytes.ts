import { concat } from '../log/bytes.ts';
import { type FetchBytes, Unreadable } from './site.ts';

/** In milliseconds, for one answer. */
const PATIENCE = 30_000;
/** A site that says "later" is believed that often, and for that long, in seconds. */
const MOST_WAITS = 20;
const LONGEST_WAIT = 120;
/** After a line that failed. */
const TRIES = 3;

/**
 * Reads one site over HTTP, in Node.js and in browsers alike: no cookies, no referrer, no redirect to elsewhere, bounded
 * in time and length. A line that fails is tried again, so a long download survives a bad network.
 */
export function siteReader(origin: string, pause: (milliseconds: number) => Promise<void>): FetchBytes {
  return async (path, most) => {
    for (let failures = 0, waits = 0; ; ) {
      const answer = await ask(origin + path, most);
      if (typeof answer === 'object') return answer.octets ?? 'missing';
      if (typeof answer === 'number' && waits++ < MOST_WAITS) await pause(answer * 1_000);
      else if (typeof answer === 'number' || ++failures === TRIES) throw new Unreadable(`${path}: ${answer}`);
      else await pause(failures * 1_000);
    }
  };
}

/** What came, the seconds to wait, or what failed. */
type Answer = { readonly octets: Uint8Array | null } | number | string;

async function ask(url: string, most: number): Promise<Answer> {
  try {
    const answer = await fetch(url, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
      // The path of a full bundle never changes its content; the rest says itself how long it may be kept.
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (answer.status === 404) return { octets: null };
    if (answer.status === 429 || answer.status === 503) return secondsToWait(answer.headers.get('retry-after'));
    if (!answer.ok) return `answered ${answer.status}`;
    const octets = await readBounded(answer, most);
    return octets ? { octets } : 'longer than it can be';
  } catch (fault) {
    return fault instanceof Error ? fault.message : String(fault);
  }
}

function secondsToWait(header: string | null): number {
  const seconds = Number(header ?? 5);
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 1), LONGEST_WAIT) : 5;
}

async function readBounded(answer: Response, most: number): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = answer.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    length += part.value.length;
    if (length > most) {
      await reader?.cancel();
      return null;
    }
    parts.push(part.value);
  }
  return parts.length === 1 && parts[0] ? parts[0] : concat(...parts);
}
