import type { MessageKey } from '@/lib/i18n/words.ts';
import type { Member } from '@/lib/team/members.ts';
import type { TeamCampaign } from '@/lib/team/places.ts';
import { mayAct, mayRead } from '@/lib/team/rules.ts';
import { campaignPath, recordPath, teamCampaignPath, teamPetitionsPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import { type FormState, listProblems, SaveFrom } from '../languages/fields-view.tsx';
import { LanguageFields } from '../languages/language-fields.tsx';
import { TeamFrame } from '../team/team-frame.tsx';
import { Words } from '../words.tsx';

interface CampaignPageProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly campaign: TeamCampaign;
  readonly isPublic: boolean;
  readonly state: FormState;
  readonly note?: MessageKey | undefined;
}

/** One campaign: its words, whether it is public, and what lies in it. */
export function TeamCampaignPage({ campaign, isPublic, member, note, state, visit }: CampaignPageProps) {
  const { locale, say } = visit;
  const { slug } = member.coalition;
  const isWriter = mayAct('/team/[coalition]/campaigns/[campaign]', member.role);
  return (
    <TeamFrame
      visit={visit}
      member={member}
      tab="/team/[coalition]/campaigns"
      title={campaign.title[locale] ?? campaign.title.en ?? campaign.slug}
      problems={listProblems(say, state)}
    >
      {note && (
        <p className="done" role="status">
          {say(note)}
        </p>
      )}
      <ul className="row">
        <li>
          <a href={recordPath(slug, campaign.slug)}>{say('campaign-team.record')}</a>
        </li>
        {mayRead('/team/[coalition]/petitions', member.role) && (
          <li>
            <a href={teamPetitionsPath(slug)}>{say('campaign-team.to-petitions')}</a>
          </li>
        )}
      </ul>
      <div className="pair">
        {isWriter ? (
          <form method="post" action={teamCampaignPath(slug, campaign.slug)} noValidate>
            <h2>{say('campaign-team.words')}</h2>
            <SaveFrom visit={visit} state={state} />
            <p>{say('coalition.one-language')}</p>
            <LanguageFields visit={visit} state={state} fields={[{ name: 'title' }, { name: 'goal', isLong: true }]} />
            <button type="submit">{say('team.save')}</button>
          </form>
        ) : (
          <section aria-labelledby="goal">
            <h2 id="goal">{say('coalition.field.goal')}</h2>
            <p>
              <Words text={campaign.goal} visit={visit} />
            </p>
          </section>
        )}
        <Publicness campaign={campaign} isPublic={isPublic} isWriter={isWriter} slug={slug} visit={visit} />
      </div>
    </TeamFrame>
  );
}

interface PublicnessProps {
  readonly campaign: TeamCampaign;
  readonly isPublic: boolean;
  readonly isWriter: boolean;
  readonly slug: string;
  readonly visit: Visit;
}

function Publicness({ campaign, isPublic, isWriter, slug, visit: { locale, say } }: PublicnessProps) {
  const path = campaignPath(locale, campaign.slug);
  return (
    <section className="card" aria-labelledby="public">
      <h2 id="public">{say('campaign-team.public-page')}</h2>
      {isPublic ? (
        <p>
          <a href={path}>{say('campaign-team.see')}</a>
        </p>
      ) : (
        <>
          <p>{say('campaign-team.hidden-lead')}</p>
          <p className="hash">{path}</p>
          {isWriter && (
            <form method="post" action={`${teamCampaignPath(slug, campaign.slug)}/publication`}>
              <button type="submit" className="plain">
                {say('campaign-team.publish')}
              </button>
            </form>
          )}
        </>
      )}
    </section>
  );
}
