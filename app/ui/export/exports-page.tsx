import { type ExportKind, exportRules, kindsFor } from '@/lib/export/kinds.ts';
import type { TeamExport } from '@/lib/export/read.ts';
import { formatDay, formatNumber, formatTime } from '@/lib/i18n/format.ts';
import type { Member } from '@/lib/team/members.ts';
import { mayRead } from '@/lib/team/rules.ts';
import { exportPath, exportsPath, sealingPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import type { TitledPetition } from '../team/member-door.tsx';
import { Scroll } from '../team/scroll.tsx';
import { TeamFrame } from '../team/team-frame.tsx';

interface ExportsPageProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly petition: TitledPetition;
  readonly exports: readonly TeamExport[];
  /** The kind that was asked for and that holds nobody. */
  readonly emptyKind?: ExportKind | undefined;
}

const archive = '/team/[coalition]/petitions/[petition]/sealing/archive';

/** The lists that this role may ask for, and what became of those asked for before. */
export function ExportsPage({ emptyKind, exports, member, petition, visit }: ExportsPageProps) {
  const { say } = visit;
  const isPartner = member.role === 'partner';
  const problems = emptyKind && [{ field: `ask-${emptyKind}`, words: say(`export.empty.${emptyKind}`) }];
  return (
    <TeamFrame
      visit={visit}
      member={member}
      petition={{ slug: petition.slug, title: petition.title }}
      tab="/team/[coalition]/petitions/[petition]/exports"
      title={say('export.title')}
      problems={problems}
    >
      <p className="lead narrow">{say('export.lead')}</p>
      <Waiting exports={exports} member={member} petition={petition} visit={visit} />
      <h2>{say('export.choose')}</h2>
      <div className="grid">
        {kindsFor(member, petition.privacyMode).map((kind) => (
          <form
            key={kind}
            id={`ask-${kind}`}
            className="card"
            method="post"
            action={exportsPath(member.coalition.slug, petition.slug)}
          >
            <h3>{say(`export.kind.${kind}`)}</h3>
            <p>
              {say(
                isPartner && kind !== 'delivery' && kind !== 'sealed' && kind !== 'pack'
                  ? `export.about.own.${kind}`
                  : `export.about.${kind}`,
              )}
            </p>
            <p className="soft">
              {say('export.columns')} <code>{exportRules[kind].columns.join(', ')}</code>
            </p>
            {emptyKind === kind && <p className="wrong">{say(`export.empty.${kind}`)}</p>}
            <input type="hidden" name="kind" value={kind} />
            <button type="submit">{say(`export.ask.${kind}`)}</button>
          </form>
        ))}
      </div>
      {petition.privacyMode === 'sealed' && mayRead(archive, member.role) && (
        <p>
          <a href={`${sealingPath(member.coalition.slug, petition.slug)}/archive`}>{say('archive.title')}</a>
        </p>
      )}
      <h2>{say('export.list')}</h2>
      <List exports={exports} member={member} petition={petition} visit={visit} />
    </TeamFrame>
  );
}

type ListProps = Pick<ExportsPageProps, 'exports' | 'member' | 'petition' | 'visit'>;

/** What this owner could decide right now. */
function Waiting({ exports, member, petition, visit: { locale, say } }: ListProps) {
  const waiting = exports.filter(({ isMine, state }) => state === 'waiting' && !isMine);
  if (waiting.length === 0 || member.role !== 'owner') return null;
  return (
    <section className="card" aria-labelledby="waiting">
      <h2 id="waiting">{say('export.waiting.title')}</h2>
      <ul>
        {waiting.map(({ askedByName, id, kind, people }) => (
          <li key={id}>
            {say('export.waiting.one', {
              person: askedByName,
              kind: say(`export.kind.${kind}`),
              people: formatNumber(locale, people),
            })}{' '}
            <a href={`${exportPath(member.coalition.slug, petition.slug, id)}/approval`}>{say('export.decide')}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function List({ exports, member, petition, visit: { locale, say } }: ListProps) {
  if (exports.length === 0) return <p className="empty">{say('export.none')}</p>;
  return (
    <Scroll label={say('export.list')}>
      <table>
        <caption className="soft">{say('export.list.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('export.fact.asked')}</th>
            <th scope="col">{say('export.fact.kind')}</th>
            <th scope="col" className="n">
              {say('export.fact.people')}
            </th>
            <th scope="col">{say('export.fact.by')}</th>
            <th scope="col">{say('export.fact.state')}</th>
          </tr>
        </thead>
        <tbody>
          {exports.map(({ askedAt, askedByName, id, kind, people, state }) => (
            <tr key={id}>
              <td>
                {formatDay(locale, askedAt)}, {formatTime(locale, askedAt)}
              </td>
              <td>
                <a href={exportPath(member.coalition.slug, petition.slug, id)}>{say(`export.kind.${kind}`)}</a>
              </td>
              <td className="n">{kind === 'daily-numbers' ? '–' : formatNumber(locale, people)}</td>
              <td>
                <bdi>{askedByName}</bdi>
              </td>
              <td>{say(`export.state.${state}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
