import { formatNumber } from '@/lib/i18n/format.ts';
import type { Found } from '@/lib/invalidation/search.ts';
import { ChoiceField } from '../field.tsx';
import { TeamFrame } from '../team/team-frame.tsx';
import { FilterFields, type FilterProps, KeptFilter, listProblems } from './filter-fields.tsx';
import { PartsNav, pathOf, type SignaturesView } from './places.tsx';
import { SignatureTable } from './signature-table.tsx';

interface SearchPageProps extends SignaturesView, FilterProps {
  /** Null before anything was looked for. */
  readonly found: Found | null;
  readonly isPublished: boolean;
}

/**
 * Search among signatures. The form posts: a name that is looked for must stand in no address bar, history or log.
 * Nothing is shown before it is asked for.
 */
export function SearchPage(props: SearchPageProps) {
  const { found, isPublished, member, petition, problems, typed, visit } = props;
  const { say } = visit;
  return (
    <TeamFrame
      visit={visit}
      member={member}
      petition={petition}
      tab="/team/[coalition]/petitions/[petition]/signatures"
      title={say('signatures.title')}
      problems={listProblems(problems, say)}
    >
      <PartsNav view={props} page="signatures" />
      <p>{say('signatures.lead')}</p>
      {isPublished ? (
        <form method="post" action={pathOf(props, 'signatures')} className="card">
          <FilterFields {...props}>
            <ChoiceField id="state" label={say('signatures.state')} value={typed.state}>
              <option value="">{say('signatures.any')}</option>
              <option value="counted">{say('signatures.state.counted')}</option>
              <option value="invalidated">{say('signatures.state.invalidated')}</option>
            </ChoiceField>
          </FilterFields>
          <p className="soft">{say('signatures.noted')}</p>
          <button type="submit">{say('signatures.look')}</button>
        </form>
      ) : (
        <p className="empty">{say('signatures.unpublished')}</p>
      )}
      {found && <Results {...props} found={found} />}
    </TeamFrame>
  );
}

function Results(props: SearchPageProps & { found: Found }) {
  const { choices, found, petition, typed, visit } = props;
  const { locale, say } = visit;
  const { looked, matches, next, total } = found;
  const numbers = { looked: formatNumber(locale, looked), total: formatNumber(locale, total) };
  return (
    <section aria-labelledby="found" className="found">
      <h2 id="found">{say('signatures.found')}</h2>
      <p role="status">
        {matches.length === 0 ? say('signatures.none') : say('signatures.matching', { count: matches.length })}{' '}
        {next === null ? say('signatures.looked-all', numbers) : say('signatures.looked', numbers)}
      </p>
      {matches.length > 0 && (
        <SignatureTable
          visit={visit}
          choices={choices}
          petition={petition}
          caption={say('signatures.table')}
          rows={matches.map((match) => ({ ...match, secrets: match.secrets() }))}
          withDomain={typed.domain !== ''}
          withState={typed.state === ''}
        />
      )}
      <div className="go">
        {next !== null && (
          <form method="post" action={pathOf(props, 'signatures')}>
            <KeptFilter typed={typed} />
            <input type="hidden" name="cursor" value={next} />
            <button type="submit">{say('signatures.look-further')}</button>
          </form>
        )}
        {matches.length > 0 && typed.state !== 'invalidated' && (
          <form method="post" action={pathOf(props, 'invalidations/new')}>
            <KeptFilter typed={typed} />
            <button type="submit" className="plain">
              {say('signatures.take-out')}
            </button>
          </form>
        )}
      </div>
    </section>
  );
}
