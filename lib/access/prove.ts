import { proveByCode } from './factors.ts';
import { proveByPasskey } from './passkeys.ts';
import type { Session } from './sessions.ts';

/** What came with a form to show the second factor: a typed code, or what a passkey signed. */
export interface Proof {
  readonly code: string;
  readonly assertion: string;
}

export type ProofProblem = 'missing' | 'wrong' | 'wrong-passkey' | 'foreign';

/** Tries the second factor of the session's account. Nothing here says whether a code was right while blocked. */
export async function tryProof(session: Session, proof: Proof, now: Date): Promise<'proved' | ProofProblem> {
  if (proof.assertion !== '') {
    const outcome = await proveByPasskey(session, proof.assertion);
    return outcome === 'wrong' ? 'wrong-passkey' : outcome;
  }
  if (proof.code.trim() === '') return 'missing';
  return proveByCode(session.accountId, proof.code, now);
}
