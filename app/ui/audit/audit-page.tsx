import type { ChainFinding } from '@/lib/chronicle/chain.ts';
import { auditGroups } from '@/lib/chronicle/groups.ts';
import type { AuditFilter } from '@/lib/chronicle/read.ts';
import { formatNumber, formatTime } from '@/lib/i18n/format.ts';
import type { Member } from '@/lib/team/members.ts';
import { auditPath, ownAuditPath } from '@/lib/urls.ts';
import { ChoiceField, TextField } from '../field.tsx';
import type { Visit } from '../frame.tsx';
import { TeamFrame } from '../team/team-frame.tsx';
import { RecordList, type Said } from './record-list.tsx';

interface AuditPageProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly records: Said;
  readonly filter: AuditFilter;
  readonly people: readonly { readonly accountId: string; readonly name: string }[];
  readonly chain: ChainFinding | null;
}

/** Who of the coalition did what, when, and whether the records themselves still hold. */
export function AuditPage({ chain, filter, member, people, records, visit }: AuditPageProps) {
  const { say } = visit;
  const path = auditPath(member.coalition.slug);
  return (
    <TeamFrame visit={visit} member={member} tab="/team/[coalition]/audit" title={say('audit.title')}>
      <p className="lead narrow">{say('audit.lead')}</p>
      <Chain chain={chain} visit={visit} path={path} />
      <form className="find" method="get" action={path}>
        <ChoiceField id="person" label={say('audit.person')} value={filter.person}>
          <option value="">{say('audit.everybody')}</option>
          {people.map(({ accountId, name }) => (
            <option key={accountId} value={accountId}>
              {name}
            </option>
          ))}
          <option value="command">{say('audit.actor.command')}</option>
          <option value="worker">{say('audit.actor.worker')}</option>
        </ChoiceField>
        <ChoiceField id="group" label={say('audit.about')} value={filter.group}>
          <option value="">{say('audit.everything')}</option>
          {auditGroups.map((group) => (
            <option key={group} value={group}>
              {say(`audit.group.${group}`)}
            </option>
          ))}
        </ChoiceField>
        <TextField id="from" type="date" label={say('audit.from')} value={filter.from} />
        <TextField id="to" type="date" label={say('audit.to')} value={filter.to} />
        <div className="field">
          <button type="submit">{say('audit.show')}</button>
        </div>
      </form>
      <RecordList records={records} visit={visit} path={path} filter={filter} />
      <form method="post" action={`${path}/file`}>
        <p className="soft">{say('audit.file.lead')}</p>
        <p>
          <button className="plain" type="submit">
            {say('audit.file.take')}
          </button>
        </p>
      </form>
      <p>
        <a href={ownAuditPath}>{say('audit.own.title')}</a>
      </p>
    </TeamFrame>
  );
}

function Chain({ chain, path, visit: { locale, say } }: { chain: ChainFinding | null; path: string; visit: Visit }) {
  if (!chain) {
    return (
      <p className="note">
        {say('audit.chain.going')} <a href={path}>{say('audit.chain.again')}</a>
      </p>
    );
  }
  const time = formatTime(locale, chain.checkedAt);
  if (!chain.brokenAt) return <p className="note">{say('audit.chain.whole', { records: chain.whole, time })}</p>;
  return (
    <p className="alarm" role="alert">
      {say('audit.chain.broken', { number: formatNumber(locale, chain.whole + 1), time })}
    </p>
  );
}
