import type { Session } from '@/lib/access/sessions.ts';
import { formatDay, formatTime } from '@/lib/i18n/format.ts';
import { accountSessionsPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';

interface SessionTableProps {
  readonly visit: Visit;
  /** The one that asks. */
  readonly session: Session;
  readonly sessions: readonly Session[];
}

/** Where this person is signed in. No device and no network address is written down: times tell sessions apart. */
export function SessionTable({ session, sessions, visit }: SessionTableProps) {
  const { say } = visit;
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">{say('access.sessions')}</h2>
      <p>{say('access.sessions.lead')}</p>
      <table>
        <caption className="hidden">{say('access.sessions')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('access.sessions.started')}</th>
            <th scope="col">{say('access.sessions.seen')}</th>
            <th scope="col">{say('access.sessions.end')}</th>
          </tr>
        </thead>
        <tbody>
          {sessions.map((line) => (
            <SessionRow key={line.id} visit={visit} line={line} isThis={line.id === session.id} />
          ))}
        </tbody>
      </table>
      {sessions.length > 1 && (
        <form method="post" action={`${accountSessionsPath}/end`}>
          <button className="danger" type="submit">
            {say('access.sessions.end-others')}
          </button>
        </form>
      )}
    </section>
  );
}

function SessionRow({ isThis, line, visit }: { visit: Visit; line: Session; isThis: boolean }) {
  const { locale, say } = visit;
  const momentOf = (time: Date) =>
    say('access.moment', { day: formatDay(locale, time), time: formatTime(locale, time) });
  return (
    <tr>
      <th scope="row">
        {momentOf(line.startedAt)}
        {!line.provedAt && <span className="soft"> {say('access.sessions.half')}</span>}
      </th>
      <td>{momentOf(line.seenAt)}</td>
      <td>
        {isThis ? (
          <b>{say('access.sessions.this')}</b>
        ) : (
          <form className="inline small" method="post" action={`${accountSessionsPath}/${line.id}/end`}>
            <button
              className="danger"
              type="submit"
              aria-label={say('access.sessions.end-that', { started: momentOf(line.startedAt) })}
            >
              {say('access.sessions.end')}
            </button>
          </form>
        )}
      </td>
    </tr>
  );
}
