import type { OpenPetition } from '@/lib/publication/closing.ts';
import type { TypedWords } from '@/lib/team/answers.ts';
import { petitionPath } from '@/lib/urls.ts';
import { Box } from '../field.tsx';
import { WordsFields } from '../team/words-fields.tsx';
import { SwitchFrame, type SwitchPlace, switchesPath } from './switch-frame.tsx';

export interface CloseAllPageProps extends SwitchPlace {
  readonly open: readonly OpenPetition[];
  readonly typed: TypedWords;
}

/** Asks before every petition of the coalition is closed at once. */
export function CloseAllPage({ member, open, problems, typed, visit }: CloseAllPageProps) {
  const { locale, say } = visit;
  const back = switchesPath({ visit, member, problems });
  return (
    <SwitchFrame {...{ visit, member, problems }} title={say('switch.close-all.title')}>
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
    </SwitchFrame>
  );
}
