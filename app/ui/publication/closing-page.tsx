import { formatMoment } from '@/lib/i18n/format.ts';
import type { PetitionEvent } from '@/lib/petition/read.ts';
import type { ClosingState } from '@/lib/publication/closing.ts';
import type { TypedWords } from '@/lib/team/answers.ts';
import { petitionPath } from '@/lib/urls.ts';
import { Box, TextField } from '../field.tsx';
import type { PetitionPlace } from '../team/petition-place.ts';
import { TeamFrame } from '../team/team-frame.tsx';
import { WordsFields } from '../team/words-fields.tsx';
import { Words } from '../words.tsx';

export interface ClosingPageProps extends PetitionPlace {
  readonly state: ClosingState;
  /** Null while it has none. */
  readonly closesAt: Date | null;
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
  const { alarm, base, closesAt, done, events, problems, state, typed, visit, waiting, ...place } = props;
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
      {state === 'closed' && <ReopenForm {...props} />}
      {state === 'closed' && <PlainForm {...props} act="archive" />}
      {state === 'archived' && <PlainForm {...props} act="restore" />}
      <History events={events} visit={visit} />
    </TeamFrame>
  );
}

function CloseForm({ base, problems, typed, visit, waiting }: ClosingPageProps) {
  const { locale, say } = visit;
  return (
    <form className="card" method="post" action={`${base}/closing`} noValidate>
      <h2>{say('closing.close.title')}</h2>
      <p>{say('closing.close.lead')}</p>
      <p>{say('closing.waiting', { count: waiting })}</p>
      <WordsFields
        name="reason"
        legend={say('closing.reason')}
        hint={say('closing.reason.hint')}
        typed={typed.reason}
        problems={problems}
        first={locale}
      />
      <Box id="sure" isTicked={false} label={say('closing.close.box')} problem={problems.sure} />
      <button className="danger" type="submit" name="act" value="close">
        {say('closing.close.submit')}
      </button>
    </form>
  );
}

function ReopenForm({ base, problems, typed, visit }: ClosingPageProps) {
  const { locale, say } = visit;
  return (
    <form className="card" method="post" action={`${base}/closing`} noValidate>
      <h2>{say('closing.reopen.title')}</h2>
      <TextField
        id="closes"
        type="datetime-local"
        label={say('closing.reopen.closes')}
        hint={say('closing.reopen.closes.hint')}
        problem={problems.closes}
        value={typed.closes}
        direction="ltr"
      />
      <WordsFields
        name="reason"
        legend={say('closing.reason')}
        hint={say('closing.reason.hint')}
        typed={typed.reason}
        problems={problems}
        first={locale}
      />
      <button type="submit" name="act" value="reopen">
        {say('closing.reopen.submit')}
      </button>
    </form>
  );
}

function PlainForm({ act, base, visit: { say } }: ClosingPageProps & { act: 'archive' | 'restore' }) {
  return (
    <form className="card" method="post" action={`${base}/closing`}>
      <h2>{say(`closing.${act}.title`)}</h2>
      <p>{say(`closing.${act}.lead`)}</p>
      <button className="plain" type="submit" name="act" value={act}>
        {say(`closing.${act}.submit`)}
      </button>
    </form>
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
