import type { MessageKey } from '@/lib/i18n/words.ts';
import type { Member } from '@/lib/team/members.ts';
import { descriptionPath, teamLogoPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import { labelOf } from '../languages/fields-view.tsx';
import { TeamFrame } from '../team/team-frame.tsx';
import { LogoImage } from './logo-image.tsx';

export type LogoProblem = 'missing' | 'too-large' | 'unsupported' | 'not-a-picture' | 'too-many-pixels';

interface LogoPageProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly changedAt: Date | null;
  readonly problem?: LogoProblem;
  readonly note?: MessageKey | undefined;
}

/** Choosing, changing and removing the picture. */
export function LogoPage({ changedAt, member, note, problem, visit }: LogoPageProps) {
  const { say } = visit;
  const { slug } = member.coalition;
  const words = problem && say(`coalition.logo.${problem}`);
  return (
    <TeamFrame
      visit={visit}
      member={member}
      tab="/team/[coalition]/description"
      title={say('coalition.logo.title')}
      problems={words ? [{ field: 'picture', words }] : []}
    >
      {note && (
        <p className="done" role="status">
          {say(note)}
        </p>
      )}
      <div className="narrow">
        <LogoPicture slug={slug} changedAt={changedAt} visit={visit} />
        <p>{say('coalition.logo.lead')}</p>
        <form method="post" action={teamLogoPath(slug)} encType="multipart/form-data">
          <div className="field">
            <label htmlFor="picture">{labelOf(say, 'picture')}</label>
            <span className="hint" id="picture-hint">
              {say('coalition.logo.hint')}
            </span>
            {words && (
              <span className="wrong" id="picture-problem">
                {words}
              </span>
            )}
            <input
              id="picture"
              name="picture"
              type="file"
              accept="image/png,image/jpeg,image/webp,image/gif,image/avif"
              aria-describedby={words ? 'picture-hint picture-problem' : 'picture-hint'}
              aria-invalid={words ? true : undefined}
            />
          </div>
          <p className="go">
            <button type="submit">{say('coalition.logo.upload')}</button>
            <a href={descriptionPath(slug)}>{say('coalition.back')}</a>
          </p>
        </form>
        {changedAt && (
          <form method="post" action={`${teamLogoPath(slug)}/removal`}>
            <button type="submit" className="danger">
              {say('coalition.logo.remove')}
            </button>
          </form>
        )}
      </div>
    </TeamFrame>
  );
}

interface LogoPictureProps {
  readonly slug: string;
  readonly changedAt: Date | null;
  readonly visit: Visit;
}

/** The picture as it is kept; the moment in its address makes browsers fetch a new one at once. */
export const LogoPicture = ({ changedAt, slug, visit: { say } }: LogoPictureProps) =>
  changedAt ? (
    <p>
      <LogoImage src={`${teamLogoPath(slug)}/picture?at=${changedAt.getTime()}`} alt={say('coalition.logo.now')} />
    </p>
  ) : (
    <p className="soft">{say('coalition.logo.none')}</p>
  );
