import { once } from '@/db/once.ts';
import type { Tree } from '@/lib/log/merkle/check-proof.ts';
import { judgeCheckpoint } from '@/lib/log/policy/judge-checkpoint.ts';
import { findSigner, logKey } from '../key.ts';
import { type Published, readPublished } from '../published.ts';
import { readLastSigned } from './signed.ts';

/** The largest state of this log that is known to have been signed: by the files beside the key, or by what is published. */
export async function readFarthest(): Promise<Tree | null> {
  const [signed, published] = await Promise.all([readLastSigned(), readPublished()]);
  if (!published || (signed && signed.size >= published.checkpoint.size)) return signed;
  // A restored KEY_DIR brings older files; whoever can write into DATA_DIR alone must not stop the log.
  return (await isOurs(published)) ? published.checkpoint : signed;
}

async function isOurs({ checkpoint, note }: Published): Promise<boolean> {
  const judged = once('published-judged', () => ({ note: '', isOurs: false }));
  const text = note.toString();
  if (judged.note === text) return judged.isOurs;
  const signer = await findSigner();
  if (!signer) return false;
  const logs = [{ key: logKey(checkpoint.origin, signer.publicKey), url: null }];
  const verdict = await judgeCheckpoint({ logs, witnesses: [], groups: [], quorum: null }, text);
  judged.isOurs = typeof verdict !== 'string';
  judged.note = text;
  return judged.isOurs;
}
