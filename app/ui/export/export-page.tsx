import { NEW_OWNER } from '@/lib/export/kinds.ts';
import type { Approver, TeamExport } from '@/lib/export/read.ts';
import { formatDay, formatNumber, formatTime } from '@/lib/i18n/format.ts';
import type { Member } from '@/lib/team/members.ts';
import { coalitionPath, deliveriesPath, exportPath, exportsPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import type { TitledPetition } from '../team/member-door.tsx';
import { TeamFrame } from '../team/team-frame.tsx';
import { ExportFacts } from './export-facts.tsx';

export interface ExportPageProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly petition: TitledPetition;
  readonly one: TeamExport;
  /** Who may approve it. */
  readonly approvers: readonly Approver[];
  readonly now: Date;
}

/** One list: what it holds, how far it has come, and the button that takes it. */
export function ExportPage(props: ExportPageProps) {
  const { member, one, petition, visit } = props;
  const { say } = visit;
  return (
    <TeamFrame
      visit={visit}
      member={member}
      petition={{ slug: petition.slug, title: petition.title }}
      tab="/team/[coalition]/petitions/[petition]/exports"
      title={say('export.one.title', { kind: say(`export.kind.${one.kind}`) })}
      scripts={['export-progress.js']}
    >
      <div id="progress" aria-live="polite" data-state={one.state}>
        <ExportFacts one={one} visit={visit} />
        <StateOf {...props} />
      </div>
      <p>
        <a href={exportsPath(member.coalition.slug, petition.slug)}>{say('export.back')}</a>
      </p>
    </TeamFrame>
  );
}

function StateOf(props: ExportPageProps) {
  const { one, visit } = props;
  const { locale, say } = visit;
  switch (one.state) {
    case 'waiting':
      return <WaitingFor {...props} />;
    case 'ready':
      return <Ready {...props} />;
    case 'going':
      return <Going {...props} />;
    case 'taken':
      return <p className="done">{say('export.taken', { rows: formatNumber(locale, one.rowsSent) })}</p>;
    case 'refused':
      return <p className="note">{say('export.refused')}</p>;
    case 'lapsed':
      return <p className="note">{say('export.lapsed')}</p>;
  }
}

function WaitingFor({ approvers, member, now, one, petition, visit: { locale, say } }: ExportPageProps) {
  const mayDecide = member.role === 'owner' && !one.isMine;
  return (
    <div className="note">
      <p>{say('export.needs-second')}</p>
      {mayDecide && (
        <p>
          <a href={`${exportPath(member.coalition.slug, petition.slug, one.id)}/approval`}>{say('export.decide')}</a>
        </p>
      )}
      {!mayDecide && approvers.length > 0 && (
        <>
          <p>{say('export.approvers')}</p>
          <ul>
            {approvers.map(({ from, name }) => {
              // A sentence of the reader's language around a name of any: the name alone is set apart.
              const person = `\u2068${name}\u2069`;
              const when = { day: formatDay(locale, from), time: formatTime(locale, from) };
              return <li key={name}>{from > now ? say('export.approver.from', { person, ...when }) : person}</li>;
            })}
          </ul>
          {approvers.some(({ from }) => from > now) && <p>{say('export.approver.why', { hours: NEW_OWNER })}</p>}
        </>
      )}
      {!mayDecide && approvers.length === 0 && (
        <p>
          {say('export.no-approver')}{' '}
          <a href={`${coalitionPath(member.coalition.slug)}/members`}>{say('team.tab.members')}</a>
        </p>
      )}
    </div>
  );
}

function Ready({ member, one, petition, visit: { locale, say } }: ExportPageProps) {
  if (one.kind === 'pack')
    return (
      <p>
        <a href={deliveriesPath(member.coalition.slug, petition.slug)}>{say('export.pack.where')}</a>
      </p>
    );
  if (!one.isMine) return <p className="note">{say('export.only-asker', { person: one.askedByName })}</p>;
  return (
    <>
      <p>{say('export.ready', { time: one.expiresAt ? formatTime(locale, one.expiresAt) : '' })}</p>
      <TakeForm path={exportPath(member.coalition.slug, petition.slug, one.id)} words={say('export.take')} />
    </>
  );
}

function Going(props: ExportPageProps) {
  const { member, one, petition, visit } = props;
  const { locale, say } = visit;
  if (one.kind === 'pack') return <Ready {...props} />;
  const path = exportPath(member.coalition.slug, petition.slug, one.id);
  const rows = formatNumber(locale, one.rowsSent);
  return (
    <>
      <p id="going" aria-live="off">
        {say('export.going', { rows })}
      </p>
      {one.people > 0 && (
        <progress aria-labelledby="going" max={one.people} value={Math.min(one.rowsSent, one.people)} />
      )}
      <p>
        <a href={path}>{say('export.look-again')}</a>
      </p>
      {one.isMine && (
        <>
          <p>{say('export.broke', { time: one.expiresAt ? formatTime(locale, one.expiresAt) : '' })}</p>
          <TakeForm path={path} words={say('export.take-again')} />
        </>
      )}
    </>
  );
}

const TakeForm = ({ path, words }: { path: string; words: string }) => (
  <form className="go" method="post" action={`${path}/file`} data-take>
    <button type="submit">{words}</button>
  </form>
);
