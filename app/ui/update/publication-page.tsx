import { localeNames } from '@/lib/i18n/locales.ts';
import { halfLanguages, lackOf, wholeLanguages } from '@/lib/update/fields.ts';
import { type TeamUpdate, titleOf } from '@/lib/update/read.ts';
import type { PetitionPlace } from '../team/petition-place.ts';
import { TeamFrame } from '../team/team-frame.tsx';
import { WhenFields } from '../team/when-fields.tsx';

interface UpdatePublicationPageProps extends PetitionPlace {
  readonly update: TeamUpdate;
  readonly followers: number | null;
  readonly typed: { readonly when: 'now' | 'at'; readonly at: string };
  readonly problem?: string | undefined;
}

/** In which languages the update appears, how many get it as a letter, and when. */
export function UpdatePublicationPage(props: UpdatePublicationPageProps) {
  const { base, followers, problem, typed, update, visit, ...place } = props;
  const { locale, say } = visit;
  const here = `${base}/updates/${update.id}`;
  const lack = lackOf(update.texts);
  const named = (languages: readonly (keyof typeof localeNames)[]) =>
    new Intl.ListFormat(locale).format(languages.map((language) => localeNames[language]));
  return (
    <TeamFrame
      {...place}
      visit={visit}
      title={say('update-team.publish')}
      tab="/team/[coalition]/petitions/[petition]/updates"
      problems={problem ? [{ field: 'at', words: problem }] : []}
    >
      <p className="lead">{titleOf(update, locale).title}</p>
      {lack ? (
        <p className="alarm">
          {say(`update-team.${lack}`, { languages: named(halfLanguages(update.texts)) })}{' '}
          <a href={here}>{say('update-team.go-on')}</a>
        </p>
      ) : (
        <form method="post" action={`${here}/publication`} noValidate>
          <p>{say('update-team.appears-in', { languages: named(wholeLanguages(update.texts)) })}</p>
          <p>{update.sendsLetters ? sayLetters(say, followers) : say('update-team.no-letters')}</p>
          <WhenFields visit={visit} {...typed} problem={problem} offersNow />
          <p>{say('update-team.stays')}</p>
          <p className="go">
            <button type="submit">{say('publication.submit')}</button>
            <a href={here}>{say('team.cancel')}</a>
          </p>
        </form>
      )}
    </TeamFrame>
  );
}

const sayLetters = (say: PetitionPlace['visit']['say'], followers: number | null): string =>
  followers === null ? say('update-team.will-go-some') : say('update-team.will-go', { count: followers });
