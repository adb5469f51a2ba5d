import { formatDay, formatNumber } from '@/lib/i18n/format.ts';
import { type Run, stageOf } from '@/lib/invalidation/stage.ts';
import { logPath } from '@/lib/urls.ts';
import { Scroll } from '../team/scroll.tsx';
import { TeamFrame } from '../team/team-frame.tsx';
import { PartsNav, pathOf, runPath, type SignaturesView } from './places.tsx';

interface RunsPageProps extends SignaturesView {
  readonly runs: readonly Run[];
  /** How colleagues call whoever started a run, by account. */
  readonly names: ReadonlyMap<string, string>;
  readonly isPublished: boolean;
}

/** The petition's removals, and the way to a new one. */
export function RunsPage(props: RunsPageProps) {
  const { isPublished, member, petition, runs, visit } = props;
  const { locale, say } = visit;
  return (
    <TeamFrame
      visit={visit}
      member={member}
      petition={petition}
      tab="/team/[coalition]/petitions/[petition]/signatures"
      title={say('invalidation.title')}
    >
      <PartsNav view={props} page="invalidations" />
      <p>{say('invalidation.lead')}</p>
      {runs.length === 0 && <p className="empty">{say('invalidation.none')}</p>}
      {runs.length > 0 && <RunTable {...props} />}
      <p className="go">
        <a className="button" href={pathOf(props, 'invalidations/new')}>
          {say('invalidation.new')}
        </a>
        {isPublished && <a href={logPath(locale, petition.slug)}>{say('invalidation.public')}</a>}
      </p>
    </TeamFrame>
  );
}

function RunTable(props: RunsPageProps) {
  const { names, runs, visit } = props;
  const { locale, say } = visit;
  return (
    <Scroll label={say('invalidation.table')}>
      <table>
        <caption>{say('invalidation.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('invalidation.started')}</th>
            <th scope="col">{say('invalidation.started-by')}</th>
            <th scope="col">{say('invalidation.why')}</th>
            <th scope="col">{say('invalidation.stage')}</th>
            <th scope="col" className="n">
              {say('invalidation.found-short')}
            </th>
            <th scope="col" className="n">
              {say('invalidation.done-short')}
            </th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id}>
              <td className="whole">
                <a href={runPath(props, run.id)}>{formatDay(locale, run.createdAt)}</a>
              </td>
              <td>
                <bdi>{names.get(run.startedBy)}</bdi>
              </td>
              <td>{say(`ledger.reason.${run.reason}`)}</td>
              <td>{say(`invalidation.stage.${stageOf(run)}`)}</td>
              <td className="n">{formatNumber(locale, run.found)}</td>
              <td className="n">{formatNumber(locale, run.done)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
