import { formatDay, nameLanguage } from '@/lib/i18n/format.ts';
import { directionOf } from '@/lib/i18n/locales.ts';
import { type Petition, textFor, type Update } from '@/lib/petition/read.ts';
import { petitionFeedPath, petitionPath, sharePagePath, updatePath } from '@/lib/urls.ts';
import { Frame, type Visit } from '../frame.tsx';
import type { Found } from '../head/found.tsx';
import { foundUpdates } from '../head/petition.ts';
import { Banner } from './banner.tsx';

interface UpdatePageProps {
  readonly petition: Petition;
  readonly update: Pick<Update, 'publishedAt' | 'texts'>;
  /** Left out in letters' own pages, which belong to one person. */
  readonly found?: Found;
  readonly visit: Visit;
}

export function UpdatePage({ found, petition, update, visit }: UpdatePageProps) {
  const { locale, say } = visit;
  const text = textFor(update, locale);
  return (
    <Frame visit={visit} title={text.title} {...(found ? { found } : {})}>
      <Banner text={petition.coalition.banner} visit={visit} />
      <article className="narrow">
        <p className="soft">
          <a href={petitionPath(locale, petition.slug)}>{textFor(petition.text, locale).title}</a> ·{' '}
          {formatDay(locale, update.publishedAt)}
        </p>
        {text.language !== locale && (
          <p className="note">{say('petition.in-language', { language: nameLanguage(locale, text.language) })}</p>
        )}
        <div lang={text.language} dir={directionOf(text.language)}>
          <h1>{text.title}</h1>
          <div dangerouslySetInnerHTML={{ __html: text.html }} />
        </div>
        <p className="go">
          <a className="button" href={petitionPath(locale, petition.slug)}>
            {say('updates.back')}
          </a>
          <a href={sharePagePath(locale, petition.slug)}>{say('share.title')}</a>
        </p>
      </article>
    </Frame>
  );
}

export function UpdatesPage({ petition, visit }: { petition: Petition; visit: Visit }) {
  const { locale, say } = visit;
  return (
    <Frame
      visit={visit}
      title={say('updates.title')}
      feeds={[updatesFeed(petition, visit)]}
      found={foundUpdates(petition, visit)}
    >
      <Banner text={petition.coalition.banner} visit={visit} />
      <div className="narrow">
        <p className="soft">
          <a href={petitionPath(locale, petition.slug)}>{textFor(petition.text, locale).title}</a>
        </p>
        <h1>{say('updates.title')}</h1>
        {petition.updates.length === 0 && <p>{say('updates.none')}</p>}
        <ul className="list">
          {petition.updates.map((update) => {
            const text = textFor(update, locale);
            return (
              <li key={update.number}>
                <h2 lang={text.language} dir={directionOf(text.language)}>
                  <a href={updatePath(locale, petition.slug, update.number)}>{text.title}</a>
                </h2>
                <p className="soft">
                  {formatDay(locale, update.publishedAt)}
                  {text.language !== locale && (
                    <> · {say('petition.in-language', { language: nameLanguage(locale, text.language) })}</>
                  )}
                </p>
              </li>
            );
          })}
        </ul>
      </div>
    </Frame>
  );
}

/** The petition's updates as Atom, for the head of its pages. */
export const updatesFeed = (petition: Petition, { locale, say }: Visit) => ({
  href: petitionFeedPath(petition.slug, locale),
  title: say('feed.updates', { title: textFor(petition.text, locale).title }),
});
