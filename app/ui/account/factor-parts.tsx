import type { Factors, PasskeyLine } from '@/lib/access/factors.ts';
import { formatDay } from '@/lib/i18n/format.ts';
import { accountCodesPath, accountPasskeysPath, recoveryCodesPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import { PasskeyForm, type PasskeyProblem } from './passkey-form.tsx';

interface FactorPartsProps {
  readonly visit: Visit;
  readonly factors: Factors;
  readonly passkey: { readonly name: string; readonly problem: PasskeyProblem | null };
}

/** The second factors of an account: codes, passkeys, recovery codes. The last one has no button to remove it. */
export function FactorParts({ factors, passkey, visit }: FactorPartsProps) {
  const { say } = visit;
  const mayRemove = factors.passkeys.length + (factors.hasCodes ? 1 : 0) > 1;
  return (
    <section aria-labelledby="factors">
      <h2 id="factors">{say('access.account.factors')}</h2>
      <h3>{say('access.enrol.app')}</h3>
      <p>{say(factors.hasCodes ? 'access.account.codes-set' : 'access.account.codes-none')}</p>
      <p className="go">
        <a href={accountCodesPath}>
          {say(factors.hasCodes ? 'access.account.codes-replace' : 'access.account.codes-add')}
        </a>
      </p>
      {factors.hasCodes && mayRemove && (
        <RemoveButton path={`${accountCodesPath}/removal`} label={say('access.account.codes-remove')} />
      )}
      <h3>{say('access.account.passkeys')}</h3>
      {factors.passkeys.length > 0 && (
        <ul>
          {factors.passkeys.map((line) => (
            <PasskeyItem key={line.id} visit={visit} line={line} mayRemove={mayRemove} />
          ))}
        </ul>
      )}
      <details open={passkey.problem !== null}>
        <summary>{say('access.account.passkey-add')}</summary>
        <PasskeyForm visit={visit} action={accountPasskeysPath} {...passkey} />
      </details>
      <h3>{say('access.account.recovery')}</h3>
      <p>{say('access.account.recovery-left', { count: factors.recoveryCodesLeft })}</p>
      <p>
        <a href={recoveryCodesPath}>{say('access.account.recovery-new')}</a>
      </p>
    </section>
  );
}

const RemoveButton = ({ label, path }: { path: string; label: string }) => (
  <form className="inline small" method="post" action={path}>
    <button className="danger" type="submit">
      {label}
    </button>
  </form>
);

/** Each button says which passkey it removes, also to who only hears it. */
function PasskeyItem({ line, mayRemove, visit }: { line: PasskeyLine; mayRemove: boolean; visit: Visit }) {
  const { locale, say } = visit;
  const name = line.name || say('access.passkey.unnamed');
  return (
    <li>
      <bdi>{name}</bdi>{' '}
      <span className="soft">{say('access.passkey.since', { day: formatDay(locale, line.createdAt) })}</span>{' '}
      {mayRemove && (
        <RemoveButton
          path={`${accountPasskeysPath}/${encodeURIComponent(line.id)}/removal`}
          label={say('access.passkey.remove', { name })}
        />
      )}
    </li>
  );
}
