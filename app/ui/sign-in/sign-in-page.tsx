import type { AddressProblem } from '@/lib/address/address.ts';
import { signInPath } from '@/lib/urls.ts';
import { TextField } from '../field.tsx';
import type { Visit } from '../frame.tsx';
import { PanelFrame } from '../team/team-frame.tsx';

interface SignInPageProps {
  readonly visit: Visit;
  readonly email: string;
  readonly problem: AddressProblem | null;
  /** Where to go on afterwards. */
  readonly wanted: string | null;
  readonly isSignedOut: boolean;
}

/** One field. Whoever has no account gets the same answer as everybody. */
export function SignInPage({ email, isSignedOut, problem, visit, wanted }: SignInPageProps) {
  const { say } = visit;
  const problems = problem ? [{ field: 'email', words: say(`signature.email.${problem}`) }] : [];
  return (
    <PanelFrame visit={visit} title={say('access.sign-in.title')} problems={problems}>
      <div className="narrow">
        {isSignedOut && (
          <p className="done" role="status">
            {say('access.signed-out')}
          </p>
        )}
        <h1>{say('access.sign-in.title')}</h1>
        <p className="lead">{say('access.sign-in.lead')}</p>
        <form method="post" action={signInPath} noValidate>
          {wanted && <input type="hidden" name="then" value={wanted} />}
          <TextField
            id="email"
            type="email"
            label={say('signature.email')}
            problem={problems[0]?.words}
            value={email}
            autoComplete="email"
            direction="ltr"
          />
          <p className="go">
            <button type="submit">{say('access.sign-in.send')}</button>
          </p>
        </form>
        <p className="soft">{say('access.sign-in.invitation-only')}</p>
      </div>
    </PanelFrame>
  );
}
