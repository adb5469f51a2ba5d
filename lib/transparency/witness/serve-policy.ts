import { once } from '@/db/once.ts';
import { logKey } from '../key.ts';
import { readPublished } from '../published.ts';
import { readState } from '../sequence/state.ts';
import type { LogAnswer } from '../serve.js';
import { policyText } from './policy.ts';

/** In milliseconds: how long memory answers. The settings it comes from change with a restart. */
const BELIEVED_FOR = 10_000;

/**
 * The site's own word on whom to trust, for readers who have no better source yet: C2SP tlog-policy. Null while nothing
 * is published.
 */
export async function readPolicyAnswer(): Promise<LogAnswer | null> {
  if (!(await readPublished())) return null;
  const known = once('log-policy', () => ({ body: Buffer.alloc(0), until: Number.NEGATIVE_INFINITY }));
  if (performance.now() >= known.until) {
    const { origin, publicKey } = await readState();
    if (!origin || !publicKey) throw new Error('A published log has no key.');
    known.body = Buffer.from(await policyText(logKey(origin, publicKey)));
    known.until = performance.now() + BELIEVED_FOR;
  }
  return { body: known.body, isForever: false };
}
