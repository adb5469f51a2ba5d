import { createHmac, randomBytes } from 'node:crypto';
import { once } from '@/db/once.ts';

/** In milliseconds. */
const DAY = 24 * 3_600_000;

interface DayKey {
  bytes: Buffer;
  madeAt: number;
}

const makeKey = (time: number): DayKey => ({ bytes: randomBytes(32), madeAt: time });
const dayKey = () => once('source-key', () => makeKey(performance.now()));

/**
 * The hash of a source's name under a random key of this process, which is never written anywhere and is another one
 * after a day (safety.md PV-02). `time` is the process's own steady clock, in milliseconds.
 */
export function digestOfDay(name: string, time = performance.now()): string {
  const key = dayKey();
  if (time - key.madeAt > DAY) Object.assign(key, makeKey(time));
  return createHmac('sha256', key.bytes).update(name).digest('base64url').slice(0, 22);
}
