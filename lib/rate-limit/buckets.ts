import { LRUCache } from 'lru-cache';
import type { Limit } from './limits.ts';

interface Bucket {
  count: number;
  /** When the window began, in milliseconds of the process's steady clock. */
  readonly beganAt: number;
}

/** Sources remembered at once: some 20 MB at most. Whoever was not heard of for longest is forgotten first. */
const MOST_SOURCES = 100_000;

/**
 * Counts per source in this process's memory: no table, no file, no log holds anything of a visitor, and counting
 * takes no query. Several instances count each for itself.
 */
export class Buckets {
  readonly #limit: Limit;
  readonly #buckets: LRUCache<string, Bucket>;

  constructor(limit: Limit) {
    this.#limit = limit;
    this.#buckets = new LRUCache({ max: MOST_SOURCES });
  }

  /** Counts one more and answers how many that makes in the window. */
  add(key: string, time: number): number {
    const bucket = this.#current(key, time) ?? { count: 0, beganAt: time };
    bucket.count += 1;
    this.#buckets.set(key, bucket);
    return bucket.count;
  }

  /** How many were counted in the window. */
  count(key: string, time: number): number {
    return this.#current(key, time)?.count ?? 0;
  }

  /** Whole seconds until the window ends, at least 1. */
  secondsLeft(key: string, time: number): number {
    const bucket = this.#current(key, time);
    const left = bucket ? bucket.beganAt + this.#limit.seconds * 1_000 - time : 0;
    return Math.max(1, Math.ceil(left / 1_000));
  }

  /** True once more were counted than the limit lets through. */
  isOver(key: string, time: number): boolean {
    return this.count(key, time) > this.#limit.most;
  }

  #current(key: string, time: number): Bucket | undefined {
    const bucket = this.#buckets.get(key);
    return bucket && time - bucket.beganAt < this.#limit.seconds * 1_000 ? bucket : undefined;
  }
}
