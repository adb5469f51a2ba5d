import type { Member } from '@/lib/team/members.ts';
import { coalitionPath, descriptionPath, teamLogoPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import { type FormState, listProblems, SaveFrom } from '../languages/fields-view.tsx';
import { LanguageFields } from '../languages/language-fields.tsx';
import { TeamFrame } from '../team/team-frame.tsx';
import { LogoPicture } from './logo-page.tsx';

interface DescriptionPageProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly state: FormState;
  readonly logoChangedAt: Date | null;
  readonly note?: 'saved' | 'founded' | undefined;
}

/** What the coalition says of itself, and its picture. */
export function DescriptionPage({ logoChangedAt, member, note, state, visit }: DescriptionPageProps) {
  const { say } = visit;
  const { slug } = member.coalition;
  return (
    <TeamFrame
      visit={visit}
      member={member}
      tab="/team/[coalition]/description"
      title={say('coalition.description.title')}
      problems={listProblems(say, state)}
    >
      {note === 'saved' && (
        <p className="done" role="status">
          {say('team.saved')}
        </p>
      )}
      {note === 'founded' && <Founded slug={slug} visit={visit} />}
      <div className="pair">
        <form method="post" action={descriptionPath(slug)} noValidate>
          <SaveFrom visit={visit} state={state} />
          <p>{say('coalition.one-language')}</p>
          <LanguageFields visit={visit} state={state} fields={[{ name: 'name' }, { name: 'about', isLong: true }]} />
          <button type="submit">{say('team.save')}</button>
        </form>
        <section className="card" aria-labelledby="logo">
          <h2 id="logo">{say('coalition.logo.title')}</h2>
          <LogoPicture slug={slug} changedAt={logoChangedAt} visit={visit} />
          <p>
            <a href={teamLogoPath(slug)}>{say(logoChangedAt ? 'coalition.logo.change' : 'coalition.logo.choose')}</a>
          </p>
        </section>
      </div>
    </TeamFrame>
  );
}

/** The first hour of a coalition: what comes next, in order. */
function Founded({ slug, visit: { say } }: { slug: string; visit: Visit }) {
  return (
    <div className="done" role="status">
      <p>{say('coalition.founded.lead')}</p>
      <ol>
        <li>{say('coalition.founded.describe')}</li>
        <li>
          <a href={`${coalitionPath(slug)}/partners`}>{say('coalition.founded.partners')}</a>
        </li>
        <li>
          <a href={`${coalitionPath(slug)}/members`}>{say('coalition.founded.members')}</a>
        </li>
        <li>
          <a href={`${coalitionPath(slug)}/campaigns`}>{say('coalition.founded.campaign')}</a>
        </li>
      </ol>
    </div>
  );
}
