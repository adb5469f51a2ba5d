import type { VerifierKey } from '../../log/note/key.ts';
import type { VerifiedSignature } from '../../log/note/verify-note.ts';

/** A witness as the log knows it before a round. */
export interface Witness {
  /** As the policy calls it. */
  readonly name: string;
  readonly key: VerifierKey;
  readonly url: string;
  /** The size it cosigned last, as far as we know; 0 for a witness never asked. */
  readonly lastSize: bigint;
}

export type Standing =
  | 'cosigned'
  /** No answer in time, or one that says to try again. */
  | 'away'
  /** It does not know this log, or our request: it will say so again. */
  | 'refused'
  /** What came was no signature of this witness. */
  | 'bad-answer'
  | 'clock-wrong'
  /** It says that it has cosigned more of this log than we hold. */
  | 'ahead'
  /** It knows another history of this log. */
  | 'fork-alarm';

/** What a witness holds against us: its word, or a checkpoint with our own log's signature. */
export type Evidence =
  /** With the size it claims, where it named one. */
  | { readonly kind: 'word'; readonly size: bigint | null }
  | { readonly kind: 'signed'; readonly size: bigint; readonly checkpoint: string };

/** What came of asking one witness. */
export interface Told {
  readonly witness: Witness;
  readonly standing: Standing;
  /** Its newest cosignature; null unless it cosigned. */
  readonly cosignature: VerifiedSignature | null;
  /** What it cosigned last, as far as we know now. */
  readonly lastSize: bigint;
  /** Lines in its answer that are not its own. They are left out. */
  readonly strangers: number;
  /** Null where it is neither ahead nor alarmed. */
  readonly evidence: Evidence | null;
}

/**
 * Whether the log must stop signing. One witness alone can say anything, so its word counts only with our own
 * signature below it, or when a second says the same.
 */
export function mustHold(told: readonly Told[]): boolean {
  const against = told.filter(({ evidence }) => evidence !== null);
  return against.length >= 2 || against.some(({ evidence }) => evidence?.kind === 'signed');
}
