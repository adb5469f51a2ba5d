import { formatDay } from '@/lib/i18n/format.ts';
import type { Petition } from '@/lib/petition/read.ts';
import { partnerPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import { Words } from '../words.tsx';

/** Who stands behind it. Each name leads to that partner's own page of the petition. */
export function PartnerList({ petition, visit }: { petition: Petition; visit: Visit }) {
  const { locale, say } = visit;
  return (
    <section aria-labelledby="partners">
      <h2 id="partners">{say('petition.partners')}</h2>
      <p>{say('petition.partners-lead', { count: petition.partners.length })}</p>
      <ul className="partners">
        {petition.partners.map((partner) => (
          <li key={partner.id}>
            <a href={partnerPath(locale, petition.slug, partner.slug)}>
              <Words text={partner.name} visit={visit} />
            </a>
            {partner.isLead && ` (${say('petition.lead')})`}
          </li>
        ))}
      </ul>
      <EndorsedOn petition={petition} visit={visit} />
    </section>
  );
}

/** When all endorsed on one day, one sentence says it for all. */
function EndorsedOn({ petition, visit }: { petition: Petition; visit: Visit }) {
  const { locale, say } = visit;
  const days = new Map<string, number>();
  for (const { endorsedAt } of petition.partners) {
    if (endorsedAt) days.set(formatDay(locale, endorsedAt), (days.get(formatDay(locale, endorsedAt)) ?? 0) + 1);
  }
  return <p className="soft">{[...days].map(([day, count]) => say('petition.endorsed', { count, day })).join(' ')}</p>;
}
