import { formatMoment } from '@/lib/i18n/format.ts';
import type { AskedPartner, TeamVersion } from '@/lib/publication/read.ts';
import type { Visit } from '../frame.tsx';
import { Scroll } from '../team/scroll.tsx';
import { Words } from '../words.tsx';

interface EndorsementListProps {
  readonly visit: Visit;
  readonly version: TeamVersion;
  readonly partners: readonly AskedPartner[];
}

/** Every partner: when it endorsed and by whom, or that its answer is missing. */
export function EndorsementList({ partners, version, visit }: EndorsementListProps) {
  const { locale, say } = visit;
  const missing = partners.filter(({ id }) => !version.endorsements.some(({ partnerId }) => partnerId === id));
  return (
    <Scroll label={say('version.endorsements')}>
      <table>
        <caption>{say('version.endorsements')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('version.partner')}</th>
            <th scope="col">{say('version.endorsed')}</th>
            <th scope="col">{say('version.by')}</th>
          </tr>
        </thead>
        <tbody>
          {version.endorsements.map(({ by, endorsedAt, isLead, partner, partnerId, stands }) => (
            <tr key={partnerId}>
              <th scope="row">
                <Words text={partner} visit={visit} />
                {isLead && ` (${say('petition.lead')})`}
              </th>
              <td>
                {formatMoment(locale, endorsedAt)}
                {!stands && <span className="soft"> · {say('version.has-left')}</span>}
              </td>
              <td>{by ?? '–'}</td>
            </tr>
          ))}
          {missing.map(({ id, isLead, name }) => (
            <tr key={id}>
              <th scope="row">
                <Words text={name} visit={visit} />
                {isLead && ` (${say('petition.lead')})`}
              </th>
              <td className="soft">{say('version.not-yet')}</td>
              <td>–</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
