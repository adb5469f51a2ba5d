import { sha256 } from '../../log/merkle/sha256.ts';
import { toHex, toUtf8 } from '../../log/text.ts';
import type { WitnessAnswer } from '../../log/witness/add-checkpoint.ts';

/**
 * Speaking to a witness. Whatever answers there is not ours: it may be slow, endless, or send us elsewhere. So each
 * answer has its time and its length, redirects are not followed, and a fault of the line is an answer, too.
 */

/** In bytes: 64 signature lines of Ed25519 fit in; nobody needs more. */
const LONGEST_ANSWER = 16 * 1024;

export type Heard = WitnessAnswer | 'away';

/** `POST <url>/add-checkpoint`. Never throws; `away` is a line that failed, or an answer that took too long or too much. */
export const postCheckpoint = (url: string, body: string, signal: AbortSignal): Promise<Heard> =>
  hear(`${withoutSlash(url)}/add-checkpoint`, { method: 'POST', body }, signal);

/** `GET <url>/<hex SHA-256(origin)>/checkpoint`: what the witness cosigned last. Never throws. */
export const readLastCosigned = (url: string, origin: string, signal: AbortSignal): Promise<Heard> =>
  hear(`${withoutSlash(url)}/${toHex(sha256(toUtf8(origin)))}/checkpoint`, {}, signal);

const withoutSlash = (url: string): string => url.replace(/\/+$/, '');

async function hear(url: string, request: RequestInit, signal: AbortSignal): Promise<Heard> {
  try {
    const answer = await fetch(url, { ...request, redirect: 'manual', signal });
    const body = await readBounded(answer, LONGEST_ANSWER);
    return body === null ? 'away' : { status: answer.status, contentType: answer.headers.get('content-type'), body };
  } catch {
    // Which fault of the line it was changes nothing: the next round asks again.
    return 'away';
  }
}

/** The text of an answer, or null when it is longer than `largest` bytes; what is left of it is not read. */
async function readBounded(answer: Response, largest: number): Promise<string | null> {
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  for await (const part of answer.body ?? []) {
    length += part.length;
    if (length > largest) return null;
    text += decoder.decode(part, { stream: true });
  }
  return text + decoder.decode();
}
