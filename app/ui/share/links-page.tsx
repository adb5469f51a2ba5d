import { emptyLink, type LinkProblems, type LinkTyped } from '@/lib/share/fields.ts';
import type { LinkChoice, ShareLink } from '@/lib/share/read.ts';
import type { Member } from '@/lib/team/members.ts';
import type { Visit } from '../frame.tsx';
import { TeamFrame } from '../team/team-frame.tsx';
import { LinkForm, sayLinkProblems } from './link-form.tsx';
import { LinkItem } from './link-item.tsx';

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
      {!petition.isPublished && <p className="note narrow">{say('link.unpublished')}</p>}
      {choices.length > 0 && (
        <p className="jump">
          <a href="#new">{say('link.new')}</a>
        </p>
      )}
      <div className="wide">
        <div>
          {links.length === 0 && <p className="empty">{say(choices.length > 0 ? 'link.none' : 'link.none.reader')}</p>}
          <ul className="list">
            {links.map((link) => (
              <LinkItem key={link.code} {...{ visit, member, link, appUrl }} petition={petition.slug} />
            ))}
          </ul>
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
