import type { OpenPetition } from '@/lib/publication/closing.ts';
import type { TypedWords } from '@/lib/team/answers.ts';
import type { Member } from '@/lib/team/members.ts';
import { coalitionPath, petitionPath } from '@/lib/urls.ts';
import { Box } from '../field.tsx';
import type { Visit } from '../frame.tsx';
import { TeamFrame } from '../team/team-frame.tsx';
import { WordsFields } from '../team/words-fields.tsx';

export interface CloseAllPageProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly open: readonly OpenPetition[];
  readonly typed: TypedWords;
  readonly problems: { readonly [field: string]: string };
}

/** Asks before every petition of the coalition is closed at once. */
export function CloseAllPage({ member, open, problems, typed, visit }: CloseAllPageProps) {
  const { locale, say } = visit;
  const back = `${coalitionPath(member.coalition.slug)}/switches`;
  return (
    <TeamFrame
      visit={visit}
      member={member}
      title={say('switch.close-all.title')}
      tab="/team/[coalition]/switches"
      problems={Object.entries(problems).map(([field, words]) => ({ field, words }))}
    >
      <p className="lead">{say('switch.close-all.count', { count: open.length })}</p>
      <ul>
        {open.map(({ id, slug }) => (
          <li key={id}>
            <a href={petitionPath(locale, slug)}>{slug}</a>
          </li>
        ))}
      </ul>
      {open.length > 0 && (
        <form method="post" action={`${back}/closing`} noValidate>
          <p>{say('switch.close-all.after')}</p>
          <WordsFields
            name="reason"
            legend={say('closing.reason')}
            hint={say('closing.reason.hint')}
            typed={typed}
            problems={problems}
            first={locale}
          />
          <Box id="sure" isTicked={false} label={say('switch.close-all.box')} problem={problems.sure} />
          <p className="go">
            <button className="danger" type="submit">
              {say('switch.close-all.submit')}
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
