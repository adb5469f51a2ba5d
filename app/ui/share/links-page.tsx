import { emptyLink, type LinkProblems, type LinkTyped } from '@/lib/share/fields.ts';
import type { LinkChoice, ShareLink } from '@/lib/share/read.ts';
import type { Member } from '@/lib/team/members.ts';
import { mayRead } from '@/lib/team/rules.ts';
import { teamEmbedPath, teamWordsPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import { TeamFrame } from '../team/team-frame.tsx';
import { LinkForm, sayLinkProblems } from './link-form.tsx';
import { LinkItem } from './link-item.tsx';

/** Links that are shown without being folded away. */
const FEW = 12;

interface LinksPageProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly petition: { readonly slug: string; readonly title: string; readonly isPublished: boolean };
  readonly links: readonly ShareLink[];
  readonly appUrl: string;
  /** For whom this member may make links; empty for those who may only look. */
  readonly choices: readonly LinkChoice[];
  readonly typed?: LinkTyped;
  readonly problems?: LinkProblems;
  /** A link that was made just now, or that was asked for and was there already. */
  readonly made?: { readonly code: string; readonly isNew: boolean } | null;
}

export function LinksPage(props: LinksPageProps) {
  const { appUrl, choices, links, made, member, petition, problems = {}, typed = emptyLink, visit } = props;
  const { say } = visit;
  // Of the links that publication makes, most are waiting for their first visit; a handful needs no folding.
  const isUsed = ({ code, signatures, visits }: ShareLink) => visits + signatures > 0 || code === made?.code;
  const used = links.length > FEW ? links.filter(isUsed) : links;
  const unused = links.filter((link) => !used.includes(link));
  const show = (link: ShareLink) => (
    <LinkItem key={link.code} {...{ visit, member, link, appUrl }} petition={petition.slug} />
  );
  const isThere = made && links.some(({ code }) => code === made.code);
  return (
    <TeamFrame
      visit={visit}
      member={member}
      petition={petition}
      tab="/team/[coalition]/petitions/[petition]/links"
      title={say('link.title')}
      problems={sayLinkProblems(problems, say)}
      scripts={['copy.js']}
    >
      {isThere && (
        <p className="done" role="status">
          {say(made.isNew ? 'link.made' : 'link.known')} <a href={`#${made.code}`}>/s/{made.code}</a>
        </p>
      )}
      <p className="narrow">{say('link.lead')}</p>
      <p className="row">
        {mayRead('/team/[coalition]/petitions/[petition]/words', member.role) && (
          <a href={teamWordsPath(member.coalition.slug, petition.slug)}>{say('words.title')}</a>
        )}
        <a href={teamEmbedPath(member.coalition.slug, petition.slug)}>{say('embed.from-links')}</a>
      </p>
      {!petition.isPublished && <p className="note narrow">{say('link.unpublished')}</p>}
      {choices.length > 0 && (
        <p className="jump">
          <a href="#new">{say('link.new')}</a>
        </p>
      )}
      <div className="wide">
        <div>
          {links.length === 0 && <p className="empty">{say(choices.length > 0 ? 'link.none' : 'link.none.reader')}</p>}
          <ul className="list">{used.map(show)}</ul>
          {unused.length > 0 && (
            <details>
              <summary>{say('link.unused', { count: unused.length })}</summary>
              <ul className="list">{unused.map(show)}</ul>
            </details>
          )}
        </div>
        {choices.length > 0 && (
          <div className="side card" id="new">
            <LinkForm {...{ visit, member, choices, typed, problems }} petition={petition.slug} />
          </div>
        )}
      </div>
    </TeamFrame>
  );
}
