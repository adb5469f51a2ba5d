import { formatMoment } from '@/lib/i18n/format.ts';
import { directionOf, localeNames } from '@/lib/i18n/locales.ts';
import { renderMarkdown } from '@/lib/petition/markdown.ts';
import type { SendingProgress } from '@/lib/sending/read.ts';
import { wholeLanguages } from '@/lib/update/fields.ts';
import { type TeamUpdate, titleOf } from '@/lib/update/read.ts';
import { updatePath } from '@/lib/urls.ts';
import type { PetitionPlace } from '../team/petition-place.ts';
import { TeamFrame } from '../team/team-frame.tsx';
import { isUnderWay, SendingCard } from './sending-card.tsx';

interface FixedPageProps extends PetitionPlace {
  readonly update: TeamUpdate;
  readonly mayPublish: boolean;
  /** Its letters; null where it sends none. */
  readonly sending: SendingProgress | null;
  readonly mayStop: boolean;
  readonly done?: string | undefined;
  readonly alarm?: string | undefined;
}

/** An update whose words stand still: it is published, or waits for its time. */
export function FixedPage(props: FixedPageProps) {
  const { alarm, base, done, mayStop, sending, update, visit, ...place } = props;
  const { locale, say } = visit;
  const here = `${base}/updates/${update.id}`;
  return (
    <TeamFrame
      {...place}
      visit={visit}
      title={titleOf(update, locale).title}
      tab="/team/[coalition]/petitions/[petition]/updates"
      scripts={sending && isUnderWay(sending) ? ['run-progress.js'] : undefined}
    >
      {done && (
        <p className="done" role="status">
          {done}
        </p>
      )}
      {alarm && (
        <p className="alarm" role="alert">
          {alarm}
        </p>
      )}
      <Standing {...props} />
      {sending && <SendingCard {...{ sending, visit, here, mayStop }} />}
      {wholeLanguages(update.texts).map((language) => (
        <article key={language} className="card" lang={language} dir={directionOf(language)}>
          <p className="soft">{localeNames[language]}</p>
          <h2>{update.texts[language].title}</h2>
          <div dangerouslySetInnerHTML={{ __html: renderMarkdown(update.texts[language].body) }} />
        </article>
      ))}
      <p className="go">
        <a href={`${base}/updates`}>{say('update-team.all')}</a>
      </p>
    </TeamFrame>
  );
}

function Standing({ base, mayPublish, petition, sending, update, visit }: FixedPageProps) {
  const { locale, say } = visit;
  const { number, publishedAt, scheduledFor } = update;
  if (publishedAt && number !== null) {
    return (
      <div className="note">
        <p>
          {say('update-team.published', { number, time: formatMoment(locale, publishedAt) })}{' '}
          <a href={updatePath(locale, petition.slug, number)}>{say('update-team.see')}</a>
        </p>
        {!sending && <p>{say('update-team.no-letters')}</p>}
        <p>{say('update-team.fixed')}</p>
      </div>
    );
  }
  return (
    <div className="note">
      <p>{scheduledFor && say('update-team.scheduled', { time: formatMoment(locale, scheduledFor) })}</p>
      <p>{say('update-team.scheduled-fixed')}</p>
      {mayPublish && (
        <form className="inline small" method="post" action={`${base}/updates/${update.id}/publication`}>
          <button className="plain" type="submit" name="act" value="unschedule">
            {say('publication.take-back')}
          </button>
        </form>
      )}
    </div>
  );
}
