import type { OfferedCodes } from '@/lib/access/codes.ts';
import { TextField } from '../field.tsx';
import type { Visit } from '../frame.tsx';

export const CARRIED_CODES = 'codes-secret';

export type CodesProblem = 'missing' | 'wrong';

export const codesProblems = ({ say }: Visit, problem: CodesProblem | null) =>
  problem ? [{ field: 'code', words: say(`access.codes.${problem}`) }] : [];

interface CodesFormProps {
  readonly visit: Visit;
  readonly action: string;
  readonly offered: OfferedCodes;
  readonly problem: CodesProblem | null;
}

/** The secret as a picture and in letters, and the field for the first code. */
export function CodesForm({ action, offered, problem, visit }: CodesFormProps) {
  const { say } = visit;
  return (
    <form method="post" action={action} noValidate>
      <input type="hidden" name={CARRIED_CODES} value={offered.carried} />
      <ol>
        <li>{say('access.codes.step.app')}</li>
        <li>{say('access.codes.step.scan')}</li>
        <li>{say('access.codes.step.code')}</li>
      </ol>
      <div role="img" aria-label={say('access.codes.picture')} dangerouslySetInnerHTML={{ __html: offered.drawing }} />
      <p>{say('access.codes.letters')}</p>
      <p className="code groups" dir="ltr">
        {offered.secret.match(/.{4}/g)?.join(' ')}
      </p>
      <TextField
        id="code"
        type="text"
        label={say('access.codes.code')}
        hint={say('access.codes.code-hint')}
        problem={problem ? say(`access.codes.${problem}`) : undefined}
        value=""
        autoComplete="one-time-code"
        direction="ltr"
      />
      <p className="go">
        <button type="submit">{say('access.codes.submit')}</button>
      </p>
    </form>
  );
}
