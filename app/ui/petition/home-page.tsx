import type { PetitionQuery } from '@/lib/petition/read.ts';
import { homePath } from '@/lib/urls.ts';
import { ChoiceField, TextField } from '../field.tsx';
import { Frame, type Visit } from '../frame.tsx';
import { foundHome } from '../head/pages.ts';
import { type ListedPetition, PetitionList } from './petition-list.tsx';

interface HomePageProps {
  readonly visit: Visit;
  readonly query: PetitionQuery;
  readonly petitions: readonly ListedPetition[];
  readonly matching: number;
  readonly perPage: number;
}

const states = ['open', 'closed', 'met'] as const;

export function HomePage({ matching, perPage, petitions, query, visit }: HomePageProps) {
  const { locale, say } = visit;
  const isNarrowed = query.words !== '' || query.state !== null;
  return (
    <Frame visit={visit} title={say('home.title')} found={foundHome(visit, query)}>
      <h1>{say('home.title')}</h1>
      <p className="lead">{say('home.lead')}</p>
      <search>
        <form className="find" method="get" action={homePath(locale)}>
          <TextField id="q" type="search" label={say('home.search')} value={query.words} direction="auto" />
          <ChoiceField id="state" label={say('home.state')} value={query.state ?? ''}>
            <option value="">{say('home.state.all')}</option>
            {states.map((state) => (
              <option key={state} value={state}>
                {say(`home.state.${state}`)}
              </option>
            ))}
          </ChoiceField>
          <div className="field">
            <button type="submit">{say('home.search-button')}</button>
          </div>
        </form>
      </search>
      {petitions.length === 0 ? (
        <p>
          {say(isNarrowed ? 'home.none' : 'home.none-yet')}{' '}
          {isNarrowed && <a href={homePath(locale)}>{say('home.see-all')}</a>}
        </p>
      ) : (
        <>
          <p className="soft">{say('home.matching', { count: matching })}</p>
          <PetitionList petitions={petitions} visit={visit} />
        </>
      )}
      <Pages {...{ matching, perPage, query, visit }} />
    </Frame>
  );
}

function Pages({ matching, perPage, query, visit }: Omit<HomePageProps, 'petitions'>) {
  const { locale, say } = visit;
  const hrefOf = (page: number) => {
    const parameters = new URLSearchParams({
      ...(query.words && { q: query.words }),
      ...(query.state && { state: query.state }),
      page: String(page),
    });
    return `${homePath(locale)}?${parameters}`;
  };
  if (matching <= perPage) return null;
  return (
    <nav aria-label={say('home.pages')}>
      <p className="go">
        {query.page > 1 && <a href={hrefOf(query.page - 1)}>{say('home.newer')}</a>}
        {query.page * perPage < matching && <a href={hrefOf(query.page + 1)}>{say('home.older')}</a>}
      </p>
    </nav>
  );
}
