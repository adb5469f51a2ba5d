import type { Member } from '@/lib/team/members.ts';
import { coalitionPath } from '@/lib/urls.ts';
import { ChoiceField, TextField } from '../field.tsx';
import type { Visit } from '../frame.tsx';
import { TeamFrame } from '../team/team-frame.tsx';

export interface DestroyKeysPageProps {
  readonly visit: Visit;
  readonly member: Member;
  /** Those whose keys are there. */
  readonly petitions: readonly { readonly id: string; readonly slug: string }[];
  readonly problems: { readonly [field: string]: string };
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
  const back = `${coalitionPath(member.coalition.slug)}/switches`;
  return (
    <TeamFrame
      visit={visit}
      member={member}
      title={say('keys.title')}
      tab="/team/[coalition]/switches"
      problems={Object.entries(problems).map(([field, words]) => ({ field, words }))}
    >
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
      <p>
        <a href={back}>{say('switch.back')}</a>
      </p>
    </TeamFrame>
  );
}
