import type { TeamCampaignSummary } from '@/lib/coalition/campaign.ts';
import type { Member } from '@/lib/team/members.ts';
import { mayAct } from '@/lib/team/rules.ts';
import { campaignPath, recordPath, teamCampaignPath, teamCampaignsPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import { type FormState, listProblems, PlainInput } from '../languages/fields-view.tsx';
import { LanguageFields } from '../languages/language-fields.tsx';
import { TeamFrame } from '../team/team-frame.tsx';
import { Words } from '../words.tsx';

interface CampaignsPageProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly campaigns: readonly TeamCampaignSummary[];
  readonly state: FormState;
}

/** Everything the coalition works for, and the form that begins something new. */
export function CampaignsPage({ campaigns, member, state, visit }: CampaignsPageProps) {
  const { say } = visit;
  const isWriter = mayAct('/team/[coalition]/campaigns', member.role);
  const hasProblems = state.problems.length > 0;
  return (
    <TeamFrame
      visit={visit}
      member={member}
      tab="/team/[coalition]/campaigns"
      title={say('campaign-team.title')}
      problems={listProblems(say, state)}
    >
      {campaigns.length === 0 && (
        <p className="empty">{say(isWriter ? 'campaign-team.empty' : 'campaign-team.empty-for-translators')}</p>
      )}
      <ul className="list">
        {campaigns.map((campaign) => (
          <CampaignItem key={campaign.id} campaign={campaign} member={member} visit={visit} />
        ))}
      </ul>
      {isWriter && (
        <details className="words" open={hasProblems || campaigns.length === 0}>
          <summary>{say('campaign-team.new')}</summary>
          <NewCampaign member={member} state={state} visit={visit} />
        </details>
      )}
    </TeamFrame>
  );
}

interface CampaignItemProps {
  readonly campaign: TeamCampaignSummary;
  readonly member: Member;
  readonly visit: Visit;
}

function CampaignItem({ campaign, member, visit }: CampaignItemProps) {
  const { locale, say } = visit;
  const { coalition } = member;
  const isPublic = campaign.publishedAt !== null || campaign.publicPetitions > 0;
  return (
    <li>
      <h2>
        <a href={teamCampaignPath(coalition.slug, campaign.slug)}>
          <Words text={campaign.title} visit={visit} />
        </a>
      </h2>
      <p className="soft">
        {say(isPublic ? 'campaign-team.public' : 'campaign-team.hidden')} ·{' '}
        {say('campaign-team.petitions', { count: campaign.petitions })} ·{' '}
        {say('campaign-team.lines', { count: campaign.lines })}
      </p>
      <ul className="row">
        <li>
          <a href={recordPath(coalition.slug, campaign.slug)}>{say('campaign-team.record')}</a>
        </li>
        {isPublic && (
          <li>
            <a href={campaignPath(locale, campaign.slug)}>{say('campaign-team.see')}</a>
          </li>
        )}
      </ul>
    </li>
  );
}

function NewCampaign({ member, state, visit }: Omit<CampaignsPageProps, 'campaigns'>) {
  const { say } = visit;
  return (
    <form method="post" action={teamCampaignsPath(member.coalition.slug)} className="narrow" noValidate>
      <p>{say('coalition.one-language')}</p>
      <LanguageFields visit={visit} state={state} fields={[{ name: 'title' }, { name: 'goal', isLong: true }]} />
      <PlainInput visit={visit} state={state} name="slug" hint={say('coalition.slug.hint')} />
      <p className="hint">{say('campaign-team.stays-hidden')}</p>
      <p>
        <button type="submit">{say('campaign-team.create')}</button>
      </p>
    </form>
  );
}
