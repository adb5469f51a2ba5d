import { encodeEntry } from '../log/entry/entry.ts';
import { type CheckedReceipt, checkReceipt, type ReceiptRefusal } from '../log/receipt/check-receipt.ts';
import { type Finding, note, proven, refused } from './finding.ts';
import type { Recount } from './recount.ts';
import type { Trust } from './trust.ts';

/** In characters: nothing that is a receipt is longer. */
export const LONGEST_RECEIPT = 400_000;

/**
 * A signer's own check. It asks nobody: the receipt, the address and the policy are enough. With a log that was
 * recounted just now it also says whether the signature still counts.
 */
export async function verifyReceipt(
  text: string,
  email: string,
  trust: Trust,
  recount: Recount | null,
): Promise<Finding[]> {
  const checked = await checkReceipt(text, email, trust.policy);
  if (typeof checked === 'string') return [refuse(checked)];
  const { index, witnesses } = checked;
  return [
    proven('verify.proven.receipt', { index: String(index) }),
    witnesses.size > 0
      ? proven('verify.proven.receipt-witnessed', { witnesses: witnesses.size })
      : note('verify.note.receipt-unwitnessed'),
    sayWhetherActive(checked, recount),
  ];
}

function sayWhetherActive({ checkpoint, entry, index }: CheckedReceipt, recount: Recount | null): Finding {
  if (!recount || checkpoint.size > BigInt(recount.size)) return note('verify.note.receipt-then');
  const isActive = recount.isActive(index, encodeEntry(entry));
  // Two histories under one key: the log of the receipt is not the log that was recounted.
  if (isActive === null) return refused('verify.receipt.other-history');
  return isActive ? proven('verify.proven.receipt-active') : note('verify.note.receipt-removed');
}

function refuse(reason: ReceiptRefusal): Finding {
  switch (reason) {
    case 'not-an-address':
    case 'opens-to-another':
    case 'not-a-signature':
    case 'log-unknown':
    case 'no-known-signature':
    case 'signature-wrong':
    case 'quorum-missed':
    case 'quorum-stale':
      return refused(`verify.receipt.${reason}`);
    case 'out-of-range':
    case 'not-a-hash':
    case 'wrong-length':
    case 'other-root':
      return refused('verify.receipt.proof-wrong', { reason });
    default:
      return refused('verify.receipt.malformed', { reason });
  }
}
