import { formatDay } from '@/lib/i18n/format.ts';
import type { Petition } from '@/lib/petition/read.ts';
import { partnerPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import { Words } from '../words.tsx';

/** Who stands behind it. Each name leads to that partner's own page of the petition. */
export function PartnerList({ petition, visit }: { petition: Petition; visit: Visit }) {
  const { locale, say } = visit;
  const endorsedOn = (at: Date | null) => (at ? formatDay(locale, at) : say('petition.not-endorsed'));
  const days = new Set(petition.partners.map(({ endorsedAt }) => endorsedOn(endorsedAt)));
  // When all endorsed on one day, one sentence says it for all; else each partner has its own day.
  const allAtOnce = days.size === 1 && petition.partners.every(({ endorsedAt }) => endorsedAt);
  return (
    <section aria-labelledby="partners">
      <h2 id="partners">{say('petition.partners')}</h2>
      <p>{say('petition.partners-lead', { count: petition.partners.length })}</p>
      {!allAtOnce && <p className="soft">{say('petition.endorsed-each')}</p>}
      <ul className="partners">
        {petition.partners.map((partner) => (
          <li key={partner.id}>
            <a href={partnerPath(locale, petition.slug, partner.slug)}>
              <Words text={partner.name} visit={visit} />
            </a>
            {partner.isLead && ` (${say('petition.lead')})`}
            {!allAtOnce && <span className="soft"> · {endorsedOn(partner.endorsedAt)}</span>}
          </li>
        ))}
      </ul>
      {allAtOnce && (
        <p className="soft">{say('petition.endorsed', { count: petition.partners.length, day: [...days].join() })}</p>
      )}
    </section>
  );
}
