import type { ReactNode } from 'react';
import { directionOf, type Locale, localeNames, locales } from '@/lib/i18n/locales.ts';
import type { Say } from '@/lib/i18n/words.ts';
import type { MailAlarm } from '@/lib/mail/alarm.ts';
import type { LogTrouble } from '@/lib/transparency/health.ts';
import { type AboutTopic, aboutPath, homePath } from '@/lib/urls.ts';
import { type Found, FoundTags } from './head/found.tsx';
import { styles } from './style.ts';

/** What every view is told of the visit it answers. */
export interface Visit {
  readonly locale: Locale;
  readonly say: Say;
  /** The path behind the language: "/petitions/decree". The language picker leads to the same place. */
  readonly place: string;
  /** The origin under which this reader sees the site: the open one or the onion. */
  readonly origin: string;
  /** Set in the demonstration alone: where its letters can be read. */
  readonly demoMailbox: string | null;
  /** Where the source code of this site is offered. */
  readonly sourceUrl: string | null;
  /** What is wrong with the letters, for those of a team who can do something about it. */
  readonly mailAlarms?: readonly MailAlarm[];
  /** The same of the transparency log. */
  readonly logTrouble?: LogTrouble | null;
}

interface FrameProps {
  readonly visit: Visit;
  readonly title: string;
  /** The page shows problems: its title says so first, where screen readers begin. */
  readonly hasProblems?: boolean;
  readonly withLiveCount?: boolean;
  /** It has buttons to copy or to share with: one more small script. */
  readonly passesOn?: boolean;
  /** The petition and the steps of signing: every byte has to come through (WE-12). */
  readonly isLight?: boolean;
  /** A script of our own that this page alone has. */
  readonly script?: string;
  /** How the page is found and shown elsewhere. Pages without it belong to one person, and to no search engine. */
  readonly found?: Found;
  /** Atom feeds of what the page shows. */
  readonly feeds?: readonly { readonly href: string; readonly title: string }[];
  readonly children: ReactNode;
}

export const topics: readonly AboutTopic[] = ['privacy', 'count', 'security', 'accessibility', 'data'];

/** The paper every public page is written on: title, languages, main, footer. */
export function Frame({
  feeds = [],
  found,
  visit,
  title,
  hasProblems,
  isLight,
  passesOn,
  script,
  withLiveCount,
  children,
}: FrameProps) {
  const { locale, say } = visit;
  const fullTitle = say('site.title', { page: title, site: say('site.name') });
  return (
    <html lang={locale} dir={directionOf(locale)}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>{hasProblems ? say('site.error-title', { title: fullTitle }) : fullTitle}</title>
        <style dangerouslySetInnerHTML={{ __html: isLight ? styles.light : styles.whole }} />
        <link rel="icon" href="/icon.svg" />
        {feeds.map(({ href, title: name }) => (
          <link key={href} rel="alternate" type="application/atom+xml" href={href} title={name} />
        ))}
        {found ? <FoundTags found={found} visit={visit} /> : <meta name="robots" content="noindex" />}
        {withLiveCount && <script src="/live.js" defer />}
        {passesOn && <script src="/share.js" defer />}
        {script && <script src={script} defer />}
      </head>
      <body>
        <a className="skip" href="#main">
          {say('site.skip')}
        </a>
        <Header visit={visit} />
        <main id="main" className="band">
          {children}
        </main>
        <Footer visit={visit} />
      </body>
    </html>
  );
}

function Header({ visit: { locale, place, say } }: { visit: Visit }) {
  return (
    <header>
      <div className="band">
        <a className="mark" href={homePath(locale)}>
          {say('site.name')}
        </a>
        <nav aria-label={say('site.languages')}>
          <ul className="row">
            {locales.map((other) => (
              <li key={other} lang={other} dir={directionOf(other)}>
                {other === locale ? (
                  <b aria-current="true">{localeNames[other]}</b>
                ) : (
                  <a href={`/${other}${place}`} hrefLang={other}>
                    {localeNames[other]}
                  </a>
                )}
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </header>
  );
}

function Footer({ visit: { demoMailbox, locale, say, sourceUrl } }: { visit: Visit }) {
  return (
    <footer>
      <div className="band">
        {demoMailbox && <p>{say('site.example')}</p>}
        <nav aria-label={say('site.about')}>
          <ul className="row">
            {topics.map((topic) => (
              <li key={topic}>
                <a href={aboutPath(locale, topic)}>{say(`about.${topic}.title`)}</a>
              </li>
            ))}
            <li>
              {say('site.source')} {sourceUrl && <a href={sourceUrl}>{say('site.source-code')}</a>}
            </li>
          </ul>
        </nav>
      </div>
    </footer>
  );
}

/** A page that says one thing and shows a way on. */
export function NoticePage(props: {
  readonly visit: Visit;
  readonly title: string;
  readonly lead: readonly string[];
  readonly ways: readonly { readonly href: string; readonly words: string }[];
  readonly children?: ReactNode;
}) {
  const { children, lead, title, visit, ways } = props;
  const [first, ...more] = lead;
  return (
    <Frame visit={visit} title={title}>
      <div className="narrow">
        <h1>{title}</h1>
        <p className="lead">{first}</p>
        {more.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
        {children}
        <p className="go">
          {ways.map(({ href, words }) => (
            <a key={href} href={href}>
              {words}
            </a>
          ))}
        </p>
      </div>
    </Frame>
  );
}
