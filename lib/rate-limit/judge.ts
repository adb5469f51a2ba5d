import { once } from '@/db/once.ts';
import { settings } from '../env.ts';
import { Buckets } from './buckets.ts';
import {
  API_AT_MOST,
  CIRCUIT_AT_MOST,
  MISSES_AT_MOST,
  ONION_FREELY,
  SIGN_AT_MOST,
  SIGN_FREELY,
  WAITS,
} from './limits.ts';
import type { Source } from './source.ts';

/**
 * `free`: taken as it is. `raised`: taken with proof of work or of a wait. `refused`: not before so many seconds have
 * passed.
 */
export type Judgement = { readonly is: 'free' | 'raised' } | { readonly is: 'refused'; readonly seconds: number };

const FREE: Judgement = { is: 'free' };
const RAISED: Judgement = { is: 'raised' };
const EVERYBODY = 'everybody';
const MINUTE = 60;

/** `time` of everything here is the process's own steady clock, in milliseconds. */
const memory = () =>
  once('rate-limits', () => ({
    signing: new Buckets(SIGN_AT_MOST),
    circuits: new Buckets(CIRCUIT_AT_MOST),
    onion: new Buckets(ONION_FREELY),
    all: new Buckets({ most: settings().SIGNING_BRAKE, seconds: MINUTE }),
    /** When the brake is let go. */
    until: 0,
    waits: new Buckets(SIGN_AT_MOST),
    misses: new Buckets(MISSES_AT_MOST),
    api: new Buckets(API_AT_MOST),
  }));

/**
 * Counts a posted form for signing and says what becomes of it. A form with proof was counted when the proof was
 * asked for, and is not counted again.
 */
export function judgePosting(source: Source, hasProof: boolean, time = performance.now()): Judgement {
  const { circuits, signing } = memory();
  const own = source.isOnion ? circuits : signing;
  if (!hasProof) own.add(source.key, time);
  if (own.isOver(source.key, time)) return { is: 'refused', seconds: own.secondsLeft(source.key, time) };
  const isEager = !source.isOnion && own.count(source.key, time) > SIGN_FREELY.most;
  const isCrowd = isBraked(hasProof, time);
  const isOnionCrowd = source.isOnion && isOnionBusy(hasProof, time);
  return isEager || isCrowd || isOnionCrowd ? RAISED : FREE;
}

/** Above the set rate of postings a minute all sources are asked for proof, until a minute after it ends (SA-04). */
function isBraked(hasProof: boolean, time: number): boolean {
  const brake = memory();
  if (!hasProof) brake.all.add(EVERYBODY, time);
  if (brake.all.isOver(EVERYBODY, time)) brake.until = time + MINUTE * 1_000;
  return time < brake.until;
}

function isOnionBusy(hasProof: boolean, time: number): boolean {
  const { onion } = memory();
  if (!hasProof) onion.add(EVERYBODY, time);
  return onion.isOver(EVERYBODY, time);
}

/** In seconds: how long a source waits that does not work. Asking for it counts. */
export function waitOf(source: Source, time = performance.now()): number {
  const count = memory().waits.add(source.key, time);
  return WAITS.find(({ from }) => count > from)?.seconds ?? 0;
}

/** Whether a source has asked for too many links that lead nowhere (VE-05). */
export function judgeGuesses(source: Source, time = performance.now()): Judgement {
  const { misses } = memory();
  if (misses.count(source.key, time) < MISSES_AT_MOST.most) return FREE;
  return { is: 'refused', seconds: misses.secondsLeft(source.key, time) };
}

/** A link of this source led nowhere. */
export function noteMiss(source: Source, time = performance.now()): void {
  memory().misses.add(source.key, time);
}

/** Counts a request to the public JSON (AP-04). */
export function judgeReading(source: Source, time = performance.now()): Judgement {
  const { api } = memory();
  api.add(source.key, time);
  return api.isOver(source.key, time) ? { is: 'refused', seconds: api.secondsLeft(source.key, time) } : FREE;
}
