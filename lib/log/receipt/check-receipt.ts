import { opensTo } from '../entry/commitment.ts';
import { decodeEntry, type Entry, type EntryRefusal } from '../entry/entry.ts';
import { checkInclusion, type ProofVerdict } from '../merkle/check-proof.ts';
import { leafHash } from '../merkle/hash.ts';
import { type CheckpointVerdict, judgeCheckpoint, type WitnessedCheckpoint } from '../policy/judge-checkpoint.ts';
import type { Policy } from '../policy/policy.ts';
import { decodeExtra, type ReceiptExtra } from './extra.ts';
import { type ProofFileRefusal, parseProofFile } from './proof-file.ts';

/** A signer's own check, without asking anybody: C2SP tlog-proof, "Verifying a tlog proof". */
export interface CheckedReceipt extends WitnessedCheckpoint {
  readonly index: bigint;
  readonly entry: Entry;
  readonly textVersion: number;
}

export type ReceiptRefusal =
  | ProofFileRefusal
  | EntryRefusal
  | Extract<CheckpointVerdict, string>
  | Exclude<ProofVerdict, 'proven'>
  | 'extra-missing'
  | 'extra-malformed'
  | 'not-a-signature'
  | 'not-an-address'
  | 'opens-to-another';

/**
 * The signature is in the log, and the entry belongs to this address alone. It says nothing about later: whether
 * the signature was withdrawn or removed since is for the fold of the whole log to say.
 */
export async function checkReceipt(
  text: string,
  email: string,
  policy: Policy,
): Promise<CheckedReceipt | ReceiptRefusal> {
  const file = parseProofFile(text);
  if (typeof file === 'string') return file;
  if (!file.extra) return 'extra-missing';
  const extra = decodeExtra(file.extra);
  if (!extra) return 'extra-malformed';
  const entry = openedEntry(extra, email);
  if (typeof entry === 'string') return entry;
  const witnessed = await judgeCheckpoint(policy, file.checkpoint);
  if (typeof witnessed === 'string') return witnessed;
  const inclusion = checkInclusion(leafHash(extra.entry), file.index, witnessed.checkpoint, file.proof);
  if (inclusion !== 'proven') return inclusion;
  return { ...witnessed, index: file.index, entry, textVersion: extra.textVersion };
}

/** The SIGN entry, if its commitment opens to this address. */
function openedEntry(extra: ReceiptExtra, email: string): Entry | ReceiptRefusal {
  const entry = decodeEntry(extra.entry);
  if (typeof entry === 'string') return entry;
  if (entry.type !== 'sign') return 'not-a-signature';
  const opened = opensTo(entry.digest, { ...extra, petition: entry.petition, email });
  return opened === 'opens' ? entry : opened;
}
