import { formatMoment } from '@/lib/i18n/format.ts';
import { directionOf } from '@/lib/i18n/locales.ts';
import { wholeLanguages } from '@/lib/update/fields.ts';
import { type TeamUpdate, titleOf } from '@/lib/update/read.ts';
import type { Visit } from '../frame.tsx';
import type { PetitionPlace } from '../team/petition-place.ts';
import { TeamFrame } from '../team/team-frame.tsx';

interface UpdatesListPageProps extends PetitionPlace {
  readonly updates: readonly TeamUpdate[];
  /** Updates are news of something public. */
  readonly isPublished: boolean;
  readonly mayWrite: boolean;
  readonly done?: string | undefined;
}

/** Every update: those being written, those that wait for their time, and the published ones. */
export function UpdatesListPage(props: UpdatesListPageProps) {
  const { base, done, isPublished, mayWrite, updates, visit, ...place } = props;
  const { say } = visit;
  return (
    <TeamFrame
      {...place}
      visit={visit}
      title={say('update-team.title')}
      tab="/team/[coalition]/petitions/[petition]/updates"
    >
      {done && (
        <p className="done" role="status">
          {done}
        </p>
      )}
      {!isPublished && <p className="empty">{say('update-team.not-published')}</p>}
      {isPublished && mayWrite && (
        <form method="post" action={`${base}/updates`}>
          <p>
            <button type="submit">{say('update-team.new')}</button>
          </p>
        </form>
      )}
      {isPublished && updates.length === 0 && <p className="empty">{say('update-team.none')}</p>}
      <ul className="list">
        {updates.map((update) => (
          <Row key={update.id} update={update} base={base} visit={visit} />
        ))}
      </ul>
    </TeamFrame>
  );
}

function Row({ base, update, visit }: { base: string; update: TeamUpdate; visit: Visit }) {
  const { locale, say } = visit;
  const { language, title } = titleOf(update, locale);
  return (
    <li>
      <h2 lang={language} dir={directionOf(language)}>
        <a href={`${base}/updates/${update.id}`}>{title || say('update-team.untitled')}</a>
      </h2>
      <p className="soft">
        {standingOf(update, visit)} · {say('update-team.languages', { count: wholeLanguages(update.texts).length })}
      </p>
    </li>
  );
}

/** One sentence on where an update stands. */
export function standingOf(update: TeamUpdate, { locale, say }: Visit): string {
  const { createdAt, number, publishedAt, scheduledFor } = update;
  if (publishedAt)
    return say('update-team.published', { number: number ?? 0, time: formatMoment(locale, publishedAt) });
  if (scheduledFor) return say('update-team.scheduled', { time: formatMoment(locale, scheduledFor) });
  return say('update-team.draft', { time: formatMoment(locale, createdAt) });
}
