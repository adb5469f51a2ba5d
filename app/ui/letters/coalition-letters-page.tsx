import { formatMoment } from '@/lib/i18n/format.ts';
import { type DeadLetters, reasonOf } from '@/lib/mail/dead-letters.ts';
import type { CoalitionLetters } from '@/lib/outbox/read.ts';
import type { Member } from '@/lib/team/members.ts';
import { teamLettersPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import { TeamFrame } from '../team/team-frame.tsx';

interface CoalitionLettersPageProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly letters: CoalitionLetters;
}

/** Whether letters leave at all, and which could not: of the coalition's petitions, and those to people of teams. */
export function CoalitionLettersPage({ letters, member, visit }: CoalitionLettersPageProps) {
  const { locale, say } = visit;
  const { pausedAt, petitions, team } = letters;
  return (
    <TeamFrame visit={visit} member={member} title={say('letters.title')} tab="/team/[coalition]/letters">
      <p className="lead">{say('letters.whole.lead')}</p>
      {pausedAt && <p className="note">{say('letters.paused', { time: formatMoment(locale, pausedAt) })}</p>}
      {visit.mailAlarms?.length === 0 && <p className="done">{say('letters.whole.sound')}</p>}
      <h2>{say('letters.dead')}</h2>
      <h3>{say('letters.petitions')}</h3>
      {petitions.length === 0 ? (
        <p className="empty">{say('letters.dead.none')}</p>
      ) : (
        <ul>
          {petitions.map(({ dead, slug, title }) => (
            <li key={slug}>
              <a href={teamLettersPath(member.coalition.slug, slug)}>{title}</a>:{' '}
              {say('letters.dead.count', { count: dead })}
            </li>
          ))}
        </ul>
      )}
      <h3>{say('letters.team')}</h3>
      <p className="narrow">{say('letters.team.lead')}</p>
      {team.length === 0 && <p className="empty">{say('letters.dead.none')}</p>}
      {team.map((dead) => (
        <TeamCard key={`${dead.kind}/${dead.because}`} dead={dead} visit={visit} />
      ))}
    </TeamFrame>
  );
}

/** None of them is sent again from here: what they say has gone stale, or stands in the panel. */
function TeamCard({ dead, visit: { locale, say } }: { readonly dead: DeadLetters; readonly visit: Visit }) {
  const { because, count, kind, latestAt } = dead;
  return (
    <section className="card">
      <p>
        <strong>
          {say(`letters.kind.${kind}`)}: {say('letters.dead.count', { count })}
        </strong>
      </p>
      <p>
        {say(`letters.why.${reasonOf(because)}`)} {say(`letters.team.do.${adviceFor(kind)}`)}
      </p>
      <p className="soft">
        {say('letters.dead.latest', { time: formatMoment(locale, latestAt) })}
        <br />
        {say('letters.dead.name')} <code dir="ltr">{because}</code>
      </p>
    </section>
  );
}

const adviceFor = (kind: DeadLetters['kind']) => (kind === 'sign-in' || kind === 'invitation' ? kind : 'other');
