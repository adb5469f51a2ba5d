import type { ReactElement, ReactNode } from 'react';
import { directionOf } from '@/lib/i18n/locales.ts';
import type { MessageKey } from '@/lib/i18n/words.ts';
import type { Member } from '@/lib/team/members.ts';
import { mayRead, type TeamRoute } from '@/lib/team/rules.ts';
import { accountPath, coalitionLettersPath, coalitionPath, homePath, teamPath, teamPetitionPath } from '@/lib/urls.ts';
import { ErrorSummary } from '../field.tsx';
import type { Visit } from '../frame.tsx';
import { html, type PageOptions } from '../html.tsx';
import { MailAlarms } from '../letters/mail-alarms.tsx';
import { LogAlarm } from '../log/log-alarm.tsx';
import { Words } from '../words.tsx';
import { panelStyle, panelStyleHash } from './style.ts';

interface PanelFrameProps {
  readonly visit: Visit;
  readonly title: string;
  readonly problems?: readonly { readonly field: string; readonly words: string }[] | undefined;
  /** Scripts of app/panel that this page can do without. */
  readonly scripts?: readonly string[] | undefined;
  readonly isSignedIn?: boolean;
  readonly children: ReactNode;
}

/** The paper of the panel and of the sign-in: the public pages' look, and one line to get around. */
export function PanelFrame({ children, isSignedIn, problems = [], scripts = [], title, visit }: PanelFrameProps) {
  const { locale, say } = visit;
  const fullTitle = say('site.title', { page: title, site: say('site.name') });
  return (
    <html lang={locale} dir={directionOf(locale)}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="robots" content="noindex" />
        <title>{problems.length > 0 ? say('site.error-title', { title: fullTitle }) : fullTitle}</title>
        <style dangerouslySetInnerHTML={{ __html: panelStyle }} />
        <link rel="icon" href="/icon.svg" />
        {scripts.map((script) => (
          <script key={script} src={`/panel/${script}`} defer />
        ))}
      </head>
      <body>
        <a className="skip" href="#main">
          {say('site.skip')}
        </a>
        <header>
          <div className="band team">
            <a className="mark" href={isSignedIn ? teamPath : homePath(locale)}>
              {say('site.name')}
            </a>
            {isSignedIn && (
              <nav aria-label={say('team.you')}>
                <ul className="row">
                  <li>
                    <a href={accountPath}>{say('team.account')}</a>
                  </li>
                  <li>
                    <form className="inline small" method="post" action="/team/sign-out">
                      <button className="plain" type="submit">
                        {say('team.sign-out')}
                      </button>
                    </form>
                  </li>
                </ul>
              </nav>
            )}
          </div>
        </header>
        <main id="main" className="band team">
          {problems.length > 0 && <ErrorSummary title={say('form.problems')} problems={problems} />}
          {children}
        </main>
      </body>
    </html>
  );
}

/** Answers with a page of the panel: never stored, and with the panel's own style. */
export const panelHtml = (request: Request, view: ReactElement, options: PageOptions = {}): Response =>
  html(request, view, { ...options, styleHash: panelStyleHash });

type Tab = readonly [route: TeamRoute, key: MessageKey, path: string];

const coalitionTabs: readonly Tab[] = [
  ['/team/[coalition]', 'team.tab.overview', ''],
  ['/team/[coalition]/campaigns', 'team.tab.campaigns', '/campaigns'],
  ['/team/[coalition]/partners', 'team.tab.partners', '/partners'],
  ['/team/[coalition]/members', 'team.tab.members', '/members'],
  ['/team/[coalition]/description', 'team.tab.description', '/description'],
  ['/team/[coalition]/letters', 'team.tab.letters', '/letters'],
  ['/team/[coalition]/audit', 'team.tab.audit', '/audit'],
  ['/team/[coalition]/switches', 'team.tab.switches', '/switches'],
];

const petitionTabs: readonly Tab[] = [
  ['/team/[coalition]/petitions/[petition]', 'team.tab.numbers', ''],
  ['/team/[coalition]/petitions/[petition]/text', 'team.tab.text', '/text'],
  ['/team/[coalition]/petitions/[petition]/settings', 'team.tab.settings', '/settings'],
  ['/team/[coalition]/petitions/[petition]/versions', 'team.tab.versions', '/versions'],
  ['/team/[coalition]/petitions/[petition]/closing', 'team.tab.closing', '/closing'],
  ['/team/[coalition]/petitions/[petition]/signatures', 'team.tab.signatures', '/signatures'],
  ['/team/[coalition]/petitions/[petition]/exports', 'team.tab.exports', '/exports'],
  ['/team/[coalition]/petitions/[petition]/deliveries', 'team.tab.deliveries', '/deliveries'],
  ['/team/[coalition]/petitions/[petition]/updates', 'team.tab.updates', '/updates'],
  ['/team/[coalition]/petitions/[petition]/links', 'team.tab.links', '/links'],
  ['/team/[coalition]/petitions/[petition]/letters', 'team.tab.letters', '/letters'],
];

interface TeamFrameProps extends Omit<PanelFrameProps, 'isSignedIn'> {
  readonly member: Member;
  /** The petition this page belongs to: its slug, and what to call it. */
  readonly petition?: { readonly slug: string; readonly title: string } | undefined;
  /** The tab that this page lies under; the page itself may lie deeper. */
  readonly tab: TeamRoute;
  /** The page's own h1. */
  readonly heading?: string;
}

/** A page of one coalition: where it is, the tabs that this member's role opens, and the page under its h1. */
export function TeamFrame({ children, heading, member, petition, tab, ...frame }: TeamFrameProps) {
  const { say } = frame.visit;
  const base = petition ? teamPetitionPath(member.coalition.slug, petition.slug) : coalitionPath(member.coalition.slug);
  const tabs = (petition ? petitionTabs : coalitionTabs).filter(([route]) => mayRead(route, member.role));
  return (
    <PanelFrame {...frame} isSignedIn>
      <nav className="crumbs" aria-label={say('team.crumbs')}>
        <ol>
          <li>
            <a href={teamPath}>{say('team.title')}</a>
          </li>
          <li>
            <a href={coalitionPath(member.coalition.slug)}>
              <Words text={member.coalition.name} visit={frame.visit} />
            </a>
          </li>
          {petition && (
            <li>
              <a href={teamPetitionPath(member.coalition.slug, petition.slug)}>{petition.title || petition.slug}</a>
            </li>
          )}
        </ol>
      </nav>
      <h1>{heading ?? frame.title}</h1>
      <nav aria-label={say('team.tabs')}>
        <ul className="tabs">
          {tabs.map(([route, key, path]) => (
            <li key={route}>
              <a href={base + path} aria-current={route === tab ? 'page' : undefined}>
                {say(key)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <MailAlarms visit={frame.visit} path={isLetters(tab) ? undefined : coalitionLettersPath(member.coalition.slug)} />
      <LogAlarm visit={frame.visit} />
      {children}
    </PanelFrame>
  );
}

const isLetters = (tab: TeamRoute) => tab === '/team/[coalition]/letters';
