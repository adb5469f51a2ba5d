import { formatDay, pickText } from '@/lib/i18n/format.ts';
import { closingTime, isOpen, type Petition } from '@/lib/petition/read.ts';
import { aboutPath, logPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import { Words } from '../words.tsx';
import type { PetitionPageProps } from './petition-page.tsx';
import { SealingKeyNote } from './sealing-note.tsx';
import { SignForm } from './sign-form.tsx';

/** The form stands on the page while the petition is open and its team has not paused signing. */
export const takesSignatures = (petition: Petition, now: Date): boolean =>
  isOpen(petition, now) && petition.coalition.signingPausedAt === null;

/** The form, or why there is none. */
export function SideSection(props: PetitionPageProps) {
  const { now, petition } = props;
  return (
    <section className="side card" aria-labelledby="sign-title">
      {takesSignatures(petition, now) && <SignSection {...props} />}
      {!isOpen(petition, now) && <ClosedSection {...props} />}
      {isOpen(petition, now) && petition.coalition.signingPausedAt && <PausedSection visit={props.visit} />}
    </section>
  );
}

function SignSection({ now, petition, problems, typed, visit, writer }: PetitionPageProps) {
  const { locale, say } = visit;
  const closing = closingTime(petition);
  const partnerName = writer && pickText(writer.name, locale).text;
  return (
    <>
      <h2 id="sign-title">{say('petition.sign')}</h2>
      {partnerName && <p>{say('petition.through', { partner: partnerName })}</p>}
      <SignForm {...{ visit, petition, typed, problems, partnerName }} />
      <SealingKeyNote {...{ now, petition, visit }} />
      <p className="soft">
        {closing && <>{say('petition.closes', { day: formatDay(locale, closing) })} </>}
        <a href={aboutPath(locale, 'count')}>{say('petition.how-counted')}</a>
        <br />
        <a href={logPath(locale, petition.slug)}>{say('petition.check')}</a>
        <br />
        <a href={`${logPath(locale, petition.slug)}#removals`}>{say('petition.removals')}</a>
      </p>
    </>
  );
}

function ClosedSection({ petition, visit }: PetitionPageProps) {
  const { locale, say } = visit;
  const closing = closingTime(petition) ?? petition.publishedAt;
  const reason = petition.closedAt && petition.events.find(({ kind }) => kind === 'closed')?.reason;
  return (
    <>
      <h2 id="sign-title">{say('petition.closed-short')}</h2>
      <p>{say('petition.closed', { day: formatDay(locale, closing) })}</p>
      {reason && (
        <p>
          <Words text={reason} visit={visit} />
        </p>
      )}
      {petition.archivedAt && <p>{say('petition.archived')}</p>}
      <p>
        <a href={aboutPath(locale, 'count')}>{say('petition.how-counted')}</a>
        <br />
        <a href={logPath(locale, petition.slug)}>{say('petition.check')}</a>
        <br />
        <a href={`${logPath(locale, petition.slug)}#removals`}>{say('petition.removals')}</a>
      </p>
    </>
  );
}

function PausedSection({ visit: { locale, say } }: { visit: Visit }) {
  return (
    <>
      <h2 id="sign-title">{say('paused.title')}</h2>
      <p>{say('paused.lead')}</p>
      <p>{say('paused.letters')}</p>
      <p>
        <a href={aboutPath(locale, 'count')}>{say('petition.how-counted')}</a>
      </p>
    </>
  );
}

/** What became of the petition since its publication, each with its reason; nothing while nothing has. */
export function EventList({ petition, visit }: { petition: Petition; visit: Visit }) {
  const { locale, say } = visit;
  if (petition.events.length === 0) return null;
  return (
    <section aria-labelledby="events">
      <h2 id="events">{say('petition.events')}</h2>
      <ul>
        {petition.events.map(({ at, kind, reason }) => (
          <li key={`${kind}/${at.getTime()}`}>
            {say(`petition.event.${kind}`, { day: formatDay(locale, at) })} <Words text={reason} visit={visit} />
          </li>
        ))}
      </ul>
    </section>
  );
}
