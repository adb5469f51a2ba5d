import { formatMoment } from '@/lib/i18n/format.ts';
import type { PetitionEvent } from '@/lib/petition/read.ts';
import type { ClosingState } from '@/lib/publication/closing.ts';
import type { TypedWords } from '@/lib/team/answers.ts';
import { petitionPath } from '@/lib/urls.ts';
import type { PetitionPlace } from '../team/petition-place.ts';
import { TeamFrame } from '../team/team-frame.tsx';
import { Words } from '../words.tsx';
import { CloseForm, PlainForm, ReopenForm } from './closing-forms.tsx';

export interface ClosingPageProps extends PetitionPlace {
  readonly state: ClosingState;
  /** Null while it has none. */
  readonly closesAt: Date | null;
  /** Of a closed one; null when the key that recognises addresses is destroyed, and it stays closed for good. */
  readonly reopenableUntil: Date | null;
  /** How many posted forms still wait for their confirmation. */
  readonly waiting: number;
  readonly events: readonly PetitionEvent[];
  readonly typed: { readonly reason: TypedWords; readonly closes: string };
  readonly problems: { readonly [field: string]: string };
  readonly done?: string | undefined;
  readonly alarm?: string | undefined;
}

/** Where the petition stands, and the one or two things that can be done about it: each asks before it acts. */
export function ClosingPage(props: ClosingPageProps) {
  const { alarm, closesAt, done, events, problems, state, visit, ...place } = props;
  const { locale, say } = visit;
  return (
    <TeamFrame
      {...place}
      visit={visit}
      title={say('closing.title')}
      tab="/team/[coalition]/petitions/[petition]/closing"
      problems={Object.entries(problems).map(([field, words]) => ({ field, words }))}
    >
      {done && (
        <p className="done" role="status">
          {done} <a href={petitionPath(locale, place.petition.slug)}>{say('closing.see')}</a>
        </p>
      )}
      {alarm && (
        <p className="alarm" role="alert">
          {alarm}
        </p>
      )}
      {state === 'unpublished' ? (
        <p className="empty">{say('closing.unpublished')}</p>
      ) : (
        <p className="lead">
          {say(`closing.state.${state}`)}{' '}
          {state === 'open' && closesAt && say('closing.closes', { time: formatMoment(locale, closesAt) })}
        </p>
      )}
      {state === 'open' && <CloseForm {...props} />}
      {state === 'closed' && props.reopenableUntil && <ReopenForm {...props} until={props.reopenableUntil} />}
      {state === 'closed' && !props.reopenableUntil && <p className="note">{say('closing.keys-gone')}</p>}
      {state === 'closed' && <PlainForm {...props} act="archive" />}
      {state === 'archived' && <PlainForm {...props} act="restore" />}
      <History events={events} visit={visit} />
    </TeamFrame>
  );
}

function History({ events, visit }: Pick<ClosingPageProps, 'events' | 'visit'>) {
  const { locale, say } = visit;
  if (events.length === 0) return null;
  return (
    <section aria-labelledby="events">
      <h2 id="events">{say('closing.events')}</h2>
      <ul className="list">
        {events.map(({ at, kind, reason }) => (
          <li key={`${kind}/${at.getTime()}`}>
            <strong>{say(`closing.event.${kind}`)}</strong> · {formatMoment(locale, at)}
            {Object.keys(reason).length > 0 && (
              <p>
                <Words text={reason} visit={visit} />
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
