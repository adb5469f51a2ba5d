import { ChoiceField, TextField } from '../field.tsx';
import { SwitchFrame, type SwitchPlace, switchesPath } from './switch-frame.tsx';

export interface DestroyKeysPageProps extends SwitchPlace {
  /** Those whose keys are there. */
  readonly petitions: readonly { readonly id: string; readonly slug: string }[];
  readonly which: string;
  readonly typed: string;
  /** The value that chooses all of them. */
  readonly all: string;
  readonly done?: string | undefined;
}

/** Says what will be gone for ever, and asks for a word that nobody types by chance. */
export function DestroyKeysPage(props: DestroyKeysPageProps) {
  const { all, done, member, petitions, problems, typed, visit, which } = props;
  const { say } = visit;
  const back = switchesPath({ visit, member, problems });
  return (
    <SwitchFrame {...{ visit, member, problems }} title={say('keys.title')}>
      {done && (
        <p className="done" role="status">
          {done}
        </p>
      )}
      <p className="lead">{say('keys.lead')}</p>
      <ul>
        <li>{say('keys.gone')}</li>
        <li>{say('keys.letters')}</li>
        <li>{say('keys.stays')}</li>
        <li>{say('keys.record')}</li>
      </ul>
      {petitions.length === 0 ? (
        <p className="empty">{say('keys.none')}</p>
      ) : (
        <form className="card" method="post" action={`${back}/keys`} noValidate>
          <ChoiceField id="which" label={say('keys.which')} value={which} problem={problems.which}>
            <option value="">{say('keys.which.choose')}</option>
            {petitions.map(({ id, slug }) => (
              <option key={id} value={slug}>
                {slug}
              </option>
            ))}
            <option value={all}>{say('keys.which.all', { slug: member.coalition.slug })}</option>
          </ChoiceField>
          <TextField
            id="typed"
            type="text"
            label={say('keys.typed')}
            hint={say('keys.typed.hint', { coalition: member.coalition.slug })}
            value={typed}
            problem={problems.typed}
            direction="ltr"
          />
          <p className="go">
            <button className="danger" type="submit">
              {say('keys.submit')}
            </button>
          </p>
        </form>
      )}
    </SwitchFrame>
  );
}
