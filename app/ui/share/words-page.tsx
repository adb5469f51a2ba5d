import { directionOf, type Locale, localeNames, locales } from '@/lib/i18n/locales.ts';
import { MOST_WORDS, type SharedWords, type WordsProblems } from '@/lib/share/words.ts';
import type { Member } from '@/lib/team/members.ts';
import { mayAct } from '@/lib/team/rules.ts';
import { teamWordsPath } from '@/lib/urls.ts';
import { LongField } from '../field.tsx';
import type { Visit } from '../frame.tsx';
import { TeamFrame } from '../team/team-frame.tsx';

interface WordsPageProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly petition: { readonly slug: string; readonly title: string };
  readonly words: SharedWords;
  readonly problems: WordsProblems;
  readonly isSaved: boolean;
}

export function WordsPage({ isSaved, member, petition, problems, visit, words }: WordsPageProps) {
  const { say } = visit;
  const sayProblem = (language: Locale) => {
    const problem = problems[language];
    return problem && say(`words.${problem}`, { language: localeNames[language], most: MOST_WORDS });
  };
  const found = locales.flatMap((language) => {
    const said = sayProblem(language);
    return said ? [{ field: `words-${language}`, words: said }] : [];
  });
  return (
    <TeamFrame
      {...{ visit, member, petition }}
      tab="/team/[coalition]/petitions/[petition]/links"
      title={say('words.title')}
      problems={found}
    >
      {isSaved && (
        <p className="done" role="status">
          {say('words.saved')}
        </p>
      )}
      <p className="narrow">{say('words.lead')}</p>
      <form className="narrow" method="post" action={teamWordsPath(member.coalition.slug, petition.slug)} noValidate>
        {locales.map((language) => (
          <LongField
            key={language}
            id={`words-${language}`}
            label={localeNames[language]}
            hint={say('words.hint', { most: MOST_WORDS })}
            value={words[language]}
            problem={sayProblem(language)}
            language={language}
            direction={directionOf(language)}
          />
        ))}
        {mayAct('/team/[coalition]/petitions/[petition]/words', member.role) && (
          <button type="submit">{say('words.save')}</button>
        )}
      </form>
    </TeamFrame>
  );
}
