import type { AuditFilter } from '@/lib/chronicle/read.ts';
import { accountPath, ownAuditPath, teamPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import { PanelFrame } from '../team/team-frame.tsx';
import { RecordList, type Said } from './record-list.tsx';

/** What was done with the reader's own account: for their eyes alone. */
export function OwnAuditPage({ filter, records, visit }: { filter: AuditFilter; records: Said; visit: Visit }) {
  const { say } = visit;
  return (
    <PanelFrame visit={visit} title={say('audit.own.title')} isSignedIn>
      <nav className="crumbs" aria-label={say('team.crumbs')}>
        <ol>
          <li>
            <a href={teamPath}>{say('team.title')}</a>
          </li>
          <li>
            <a href={accountPath}>{say('team.account')}</a>
          </li>
        </ol>
      </nav>
      <h1>{say('audit.own.title')}</h1>
      <p className="lead narrow">{say('audit.own.lead')}</p>
      <RecordList records={records} visit={visit} path={ownAuditPath} filter={filter} />
    </PanelFrame>
  );
}
