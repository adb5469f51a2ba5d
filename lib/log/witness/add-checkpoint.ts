import { parseProofLines } from '../merkle/check-proof.ts';
import type { Hash } from '../merkle/hash.ts';
import { type CheckpointRefusal, parseCheckpoint, type UncheckedCheckpoint } from '../note/checkpoint.ts';
import type { VerifierKey } from '../note/key.ts';
import { LONGEST_NOTE, parseSignatureLines } from '../note/note.ts';
import { type VerifiedSignature, verifySignatures } from '../note/verify-note.ts';
import { fromDecimal, toBase64 } from '../text.ts';

/** The request a log sends to its witnesses, and their answers: C2SP tlog-witness, "add-checkpoint". */
export interface Submission {
  /** Size of the checkpoint the witness cosigned last, as the log believes. */
  readonly old: bigint;
  readonly proof: readonly Hash[];
  /** The note with the log's own signature line. Send no others: some witnesses take 10 KiB at most. */
  readonly checkpoint: string;
}

export interface ReadSubmission extends UncheckedCheckpoint {
  readonly old: bigint;
  readonly proof: readonly Hash[];
}

/** In characters, of what stands before the checkpoint: the size and 63 hashes fill 2.9 KiB. */
const LONGEST_HEAD = 4096;

export const formatSubmission = ({ old, proof, checkpoint }: Submission): string =>
  `${[`old ${old}`, ...proof.map(toBase64)].join('\n')}\n\n${checkpoint}`;

export function parseSubmission(body: string): ReadSubmission | 'request-malformed' | CheckpointRefusal {
  if (body.length > LONGEST_HEAD + LONGEST_NOTE) return 'request-malformed';
  const gap = body.slice(0, LONGEST_HEAD).indexOf('\n\n');
  const [oldLine, ...proofLines] = body.slice(0, Math.max(gap, 0)).split('\n');
  const old = oldLine?.startsWith('old ') ? fromDecimal(oldLine.slice(4)) : null;
  const proof = parseProofLines(proofLines);
  if (old === null || !proof) return 'request-malformed';
  const read = parseCheckpoint(body.slice(gap + 2));
  return typeof read === 'string' ? read : { ...read, old, proof };
}

export const SIZE_TYPE = 'text/x.tlog.size';

/** The body of a 409: the size the witness cosigned last. */
export const formatSize = (size: bigint): string => `${size}\n`;

/** An HTTP answer of a witness; all of it is outside data. */
export interface WitnessAnswer {
  readonly status: number;
  readonly contentType: string | null;
  readonly body: string;
}

export type WitnessReply =
  | { readonly reply: 'cosigned'; readonly signatures: readonly VerifiedSignature[] }
  | { readonly reply: 'other-size'; readonly size: bigint }
  /** The witness knows another history of this log. Call a human; never retry. */
  | { readonly reply: 'fork-alarm' }
  /** It will say the same again: our request, our key or its configuration is wrong. */
  | { readonly reply: 'refused' }
  /** Try again next round. */
  | { readonly reply: 'unavailable' }
  | { readonly reply: 'bad-answer' };

/** What an answer to our checkpoint means. `text` is the checkpoint's note text, `keys` are that witness's own. */
export async function readAnswer(
  answer: WitnessAnswer,
  text: string,
  keys: readonly VerifierKey[],
): Promise<WitnessReply> {
  switch (answer.status) {
    case 200:
      return readCosignatures(answer.body, text, keys);
    case 409:
      return readConflict(answer);
    case 422:
      return { reply: 'fork-alarm' };
    case 400:
    case 403:
    case 404:
      return { reply: 'refused' };
    default:
      return { reply: 'unavailable' };
  }
}

async function readCosignatures(body: string, text: string, keys: readonly VerifierKey[]): Promise<WitnessReply> {
  const lines = parseSignatureLines(body);
  if (typeof lines === 'string') return { reply: 'bad-answer' };
  const verified = await verifySignatures(text, lines, keys);
  const signatures = verified === 'signature-wrong' ? [] : verified.filter(({ time }) => time !== null);
  return signatures.length > 0 ? { reply: 'cosigned', signatures } : { reply: 'bad-answer' };
}

/** Before 2026 a fork of the same size was a 409 without a size; some witnesses still answer so. */
function readConflict({ contentType, body }: WitnessAnswer): WitnessReply {
  const isSize = contentType?.split(';')[0]?.trim().toLowerCase() === SIZE_TYPE;
  const size = isSize && body.endsWith('\n') ? fromDecimal(body.slice(0, -1)) : null;
  return size === null ? { reply: 'fork-alarm' } : { reply: 'other-size', size };
}
