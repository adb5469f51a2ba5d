import type { Factors } from '@/lib/access/factors.ts';
import type { Proof, ProofProblem } from '@/lib/access/prove.ts';
import type { PostedForm } from '@/lib/form.ts';
import type { Say } from '@/lib/i18n/words.ts';
import { TextField } from '../field.tsx';
import type { Visit } from '../frame.tsx';

/** Scripts of every page that asks for a passkey or makes one. */
export const passkeyScripts = ['webauthn.js', 'passkey.js'] as const;

const CODE = 'proof-code';
const ASSERTION = 'proof-assertion';

/** The fields below; they belong to the proof and are never kept or handed on with the form around them. */
export const isProofField = (name: string): boolean => name === CODE || name === ASSERTION;

export const readProof = ({ values }: PostedForm): Proof => ({
  code: values.get(CODE) ?? '',
  assertion: values.get(ASSERTION) ?? '',
});

export const proofProblem = (say: Say, problem: ProofProblem) => ({
  field: CODE,
  words: say(`access.proof.${problem}`),
});

interface ProofFieldsProps {
  readonly visit: Visit;
  readonly factors: Factors;
  readonly problem: ProofProblem | null;
  /** What the button says. */
  readonly submit: string;
}

/** Asks for the second factor: a passkey where the browser has script, a code in any case. */
export function ProofFields({ factors, problem, submit, visit }: ProofFieldsProps) {
  const { say } = visit;
  const hasPasskey = factors.passkeys.length > 0;
  return (
    <>
      {hasPasskey && <PasskeyButton kind="proof" field={ASSERTION} label={say('access.proof.use-passkey')} say={say} />}
      {hasPasskey && !factors.hasCodes && <p>{say('access.proof.passkey-or-recovery')}</p>}
      <TextField
        id={CODE}
        type="text"
        label={say(factors.hasCodes ? 'access.proof.code' : 'access.proof.recovery')}
        hint={say(factors.hasCodes ? 'access.proof.code-hint' : 'access.proof.recovery-hint')}
        problem={problem ? say(`access.proof.${problem}`) : undefined}
        value=""
        autoComplete="one-time-code"
        direction="ltr"
      />
      {visit.demoMailbox && factors.hasCodes && <p className="note">{say('access.proof.demo')}</p>}
      <p className="go">
        <button type="submit">{submit}</button>
      </p>
    </>
  );
}

interface PasskeyButtonProps {
  /** What the browser is asked for: to sign, or to make a passkey. */
  readonly kind: 'proof' | 'registration';
  /** The hidden field that takes the browser's answer. */
  readonly field: string;
  readonly label: string;
  readonly say: Say;
}

/** A button that needs script (app/panel/passkey.js), which shows it. */
export function PasskeyButton({ field, kind, label, say }: PasskeyButtonProps) {
  return (
    <>
      <input type="hidden" name={field} value="" />
      <div data-passkey={kind} data-field={field} hidden>
        <p>
          <button type="button">{label}</button>
        </p>
        <p className="wrong" role="status" data-failed={say('access.passkey.failed')} />
      </div>
      <noscript>
        <p>{say('access.passkey.no-script')}</p>
      </noscript>
    </>
  );
}
