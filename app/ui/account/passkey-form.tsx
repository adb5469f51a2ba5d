import type { PostedForm } from '@/lib/form.ts';
import { TextField } from '../field.tsx';
import type { Visit } from '../frame.tsx';
import { PasskeyButton } from '../sign-in/proof-fields.tsx';

/** "again": the second factor was asked for in between, and the browser is to make the passkey now. */
export type PasskeyProblem = 'wrong' | 'known' | 'again' | 'name-too-long';

const LONGEST_NAME = 60;
const SENT = 'passkey';

/** What was posted: the browser's answer, and a name for the device. */
export function readPasskeyForm({ values }: PostedForm) {
  const name = (values.get('passkey-name') ?? '').trim();
  const sent = values.get(SENT) ?? '';
  const problem: PasskeyProblem | null =
    [...name].length > LONGEST_NAME ? 'name-too-long' : sent === '' ? 'again' : null;
  return { name, sent, problem };
}

export const passkeyProblems = ({ say }: Visit, problem: PasskeyProblem | null) =>
  problem ? [{ field: 'passkey-name', words: say(`access.passkey.${problem}`) }] : [];

interface PasskeyFormProps {
  readonly visit: Visit;
  readonly action: string;
  readonly name: string;
  readonly problem: PasskeyProblem | null;
}

export function PasskeyForm({ action, name, problem, visit }: PasskeyFormProps) {
  const { say } = visit;
  return (
    <form method="post" action={action} noValidate>
      <TextField
        id="passkey-name"
        type="text"
        label={say('access.passkey.name')}
        hint={say('access.passkey.name-hint')}
        problem={problem ? say(`access.passkey.${problem}`) : undefined}
        value={name}
        autoComplete="off"
        direction="auto"
      />
      <PasskeyButton kind="registration" field={SENT} label={say('access.passkey.make')} say={say} />
    </form>
  );
}
