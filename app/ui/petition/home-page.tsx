import { type PetitionQuery, petitionOrders, petitionStates } from '@/lib/petition/list.ts';
import { feedPath, homePath } from '@/lib/urls.ts';
import { ChoiceField, TextField } from '../field.tsx';
import { Frame, type Visit } from '../frame.tsx';
import { foundHome } from '../head/pages.ts';
import type { PetitionWithCount } from './list-petitions.ts';
import { PetitionList } from './petition-list.tsx';

interface HomePageProps {
  readonly visit: Visit;
  readonly query: PetitionQuery;
  readonly petitions: readonly PetitionWithCount[];
  readonly matching: number;
}

export function HomePage({ matching, petitions, query, visit }: HomePageProps) {
  const { locale, say } = visit;
  const feed = { href: feedPath(locale), title: say('feed.petitions') };
  return (
    <Frame visit={visit} title={say('home.title')} feeds={[feed]} found={foundHome(visit, query)}>
      <h1>{say('home.title')}</h1>
      <p className="lead">{say('home.lead')}</p>
      <SearchForm query={query} visit={visit} />
      {petitions.length === 0 ? (
        <NothingFound query={query} visit={visit} />
      ) : (
        <>
          <p className="soft">{say('home.matching', { count: matching })}</p>
          <PetitionList petitions={petitions} visit={visit} />
        </>
      )}
      <Pages {...{ matching, query, visit }} />
    </Frame>
  );
}

function SearchForm({ query, visit }: Pick<HomePageProps, 'query' | 'visit'>) {
  const { locale, say } = visit;
  return (
    <search>
      <form className="find" method="get" action={homePath(locale)}>
        <TextField id="q" type="search" label={say('home.search')} value={query.words} direction="auto" />
        <ChoiceField id="state" label={say('home.state')} value={query.state ?? ''}>
          <option value="">{say('home.state.all')}</option>
          {petitionStates.map((state) => (
            <option key={state} value={state}>
              {say(`home.state.${state}`)}
            </option>
          ))}
        </ChoiceField>
        <ChoiceField id="sort" label={say('home.order')} value={query.order}>
          {petitionOrders.map((order) => (
            <option key={order} value={order}>
              {say(`home.order.${order}`)}
            </option>
          ))}
        </ChoiceField>
        <div className="field">
          <button type="submit">{say('home.search-button')}</button>
        </div>
      </form>
    </search>
  );
}

/** Says why the list is empty, and what can be left out to fill it. */
function NothingFound({ query, visit }: Pick<HomePageProps, 'query' | 'visit'>) {
  const { locale, say } = visit;
  if (query.words === '' && query.state === null) return <p>{say('home.none-yet')}</p>;
  const isTwice = query.words !== '' && query.state !== null;
  return (
    <>
      <p>{query.words === '' ? say('home.none-in-state') : say('home.none')}</p>
      <p className="go">
        {isTwice && (
          <a href={`${homePath(locale)}?${new URLSearchParams({ q: query.words })}`}>{say('home.any-state')}</a>
        )}
        <a href={homePath(locale)}>{say('home.see-all')}</a>
      </p>
    </>
  );
}

function Pages({ matching, query, visit }: Omit<HomePageProps, 'petitions'>) {
  const { locale, say } = visit;
  const { order, page, perPage, state, words } = query;
  const hrefOf = (other: number) => {
    const parameters = new URLSearchParams({
      ...(words && { q: words }),
      ...(state && { state }),
      ...(order !== 'newest' && { sort: order }),
      page: String(other),
    });
    return `${homePath(locale)}?${parameters}`;
  };
  const pages = Math.ceil(matching / perPage);
  if (pages <= 1) return null;
  return (
    <nav aria-label={say('home.pages')}>
      <p className="go">
        {page > 1 && (
          <a href={hrefOf(page - 1)} rel="prev">
            {say('home.previous')}
          </a>
        )}
        <span className="soft">{say('home.page', { page, pages })}</span>
        {page < pages && (
          <a href={hrefOf(page + 1)} rel="next">
            {say('home.next')}
          </a>
        )}
      </p>
    </nav>
  );
}
