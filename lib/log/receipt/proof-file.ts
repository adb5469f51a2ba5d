import { parseProofLines } from '../merkle/check-proof.ts';
import type { Hash } from '../merkle/hash.ts';
import { LONGEST_NOTE } from '../note/note.ts';
import { fromBase64, fromDecimal, toBase64 } from '../text.ts';

/** A proof that an entry is in the log, for a file that ends in `.tlog-proof`: C2SP tlog-proof, "Format". */
export interface ProofFile {
  /** Bytes for the application. Nothing authenticates them. */
  readonly extra: Uint8Array | null;
  readonly index: bigint;
  /** From the leaf's sibling up to the root's child. */
  readonly proof: readonly Hash[];
  /** The cosigned checkpoint, verbatim. */
  readonly checkpoint: string;
}

export type ProofFileRefusal = 'receipt-too-long' | 'receipt-malformed';

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';
/** In characters, of what stands before the checkpoint: 63 hashes and about 8 KiB of `extra`. */
const LONGEST_HEAD = 16_384;

export function parseProofFile(text: string): ProofFile | ProofFileRefusal {
  if (text.length > LONGEST_HEAD + LONGEST_NOTE) return 'receipt-too-long';
  const gap = text.slice(0, LONGEST_HEAD).indexOf('\n\n');
  if (gap < 0) return 'receipt-malformed';
  const [first, ...lines] = text.slice(0, gap).split('\n');
  const extra = lines[0]?.startsWith('extra ') ? fromBase64(lines[0].slice(6)) : undefined;
  const [indexLine, ...proofLines] = extra === undefined ? lines : lines.slice(1);
  const index = indexLine?.startsWith('index ') ? fromDecimal(indexLine.slice(6)) : null;
  const proof = parseProofLines(proofLines);
  if (first !== FIRST_LINE || extra === null || index === null || !proof) return 'receipt-malformed';
  return { extra: extra ?? null, index, proof, checkpoint: text.slice(gap + 2) };
}

export function formatProofFile({ extra, index, proof, checkpoint }: ProofFile): string {
  const head = [FIRST_LINE, ...(extra ? [`extra ${toBase64(extra)}`] : []), `index ${index}`, ...proof.map(toBase64)];
  return `${head.join('\n')}\n\n${checkpoint}`;
}
