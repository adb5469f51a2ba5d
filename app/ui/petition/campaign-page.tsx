import type { Campaign } from '@/lib/petition/campaign.ts';
import { logoPath } from '@/lib/urls.ts';
import { LogoImage } from '../coalition/logo-image.tsx';
import { Frame, type Visit } from '../frame.tsx';
import { foundCampaign } from '../head/pages.ts';
import { Words } from '../words.tsx';
import { Banner } from './banner.tsx';
import type { PetitionWithCount } from './list-petitions.ts';
import { PetitionList } from './petition-list.tsx';
import { RecordList } from './record-list.tsx';

interface CampaignPageProps {
  readonly visit: Visit;
  readonly campaign: Campaign;
  readonly petitions: readonly PetitionWithCount[];
}

export function CampaignPage({ campaign, petitions, visit }: CampaignPageProps) {
  const { locale, say } = visit;
  const sum = petitions.reduce((total, { count }) => total + count.count, 0);
  const title = campaign.title[locale] ?? campaign.title.en ?? campaign.slug;
  return (
    <Frame visit={visit} title={title} found={foundCampaign(campaign, visit)}>
      <Banner text={campaign.banner} visit={visit} />
      {campaign.logo && (
        <LogoImage src={`${logoPath(campaign.logo.coalition)}?at=${campaign.logo.changedAt.getTime()}`} alt="" />
      )}
      <p className="soft">
        {say('petition.campaign')} · <Words text={campaign.coalition} visit={visit} />
      </p>
      <h1>
        <Words text={campaign.title} visit={visit} />
      </h1>
      <p className="lead">
        <Words text={campaign.goal} visit={visit} />
      </p>
      <p className="tally">{say('campaign.sum', { count: sum })}</p>
      <RecordList record={campaign.record} visit={visit} />
      <h2>{say('campaign.petitions')}</h2>
      <PetitionList petitions={petitions} visit={visit} />
      <h2>{say('campaign.partners')}</h2>
      <dl>
        {campaign.partners.map((partner) => (
          <div key={partner.slug} className="field">
            <dt>
              <strong>
                <Words text={partner.name} visit={visit} />
              </strong>
              {partner.isLead && ` (${say('petition.lead')})`}
            </dt>
            <dd>
              <Words text={partner.about} visit={visit} />
            </dd>
          </div>
        ))}
      </dl>
    </Frame>
  );
}
