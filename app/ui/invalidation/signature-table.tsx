import { nameCountry } from '@/lib/i18n/countries.ts';
import { formatDay } from '@/lib/i18n/format.ts';
import type { Choices } from '@/lib/invalidation/choices.ts';
import { isOpenToSite, type PrivacyMode } from '@/lib/petition/modes.ts';
import type { Visit } from '../frame.tsx';
import { Scroll } from '../team/scroll.tsx';
import { channelName, partnerName } from './places.tsx';

export interface TableRow {
  readonly id: string;
  readonly secrets: { readonly name: string; readonly country: string; readonly domain?: string } | null;
  readonly confirmedOn: string;
  readonly partnerId: string | null;
  readonly shareCode: string | null;
  /** Left out where it is the same for all. */
  readonly isInvalidated?: boolean;
}

interface SignatureTableProps {
  readonly visit: Visit;
  readonly petition: { readonly privacyMode: PrivacyMode };
  readonly choices: Choices;
  readonly caption: string;
  readonly rows: readonly TableRow[];
  readonly withDomain: boolean;
  readonly withState: boolean;
}

/** Signatures, in no order of time. There is no address in it. */
export function SignatureTable(props: SignatureTableProps) {
  const { caption, rows, visit, withDomain, withState } = props;
  const { say } = visit;
  return (
    <Scroll label={caption}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{say('signatures.name')}</th>
            <th scope="col">{say('signatures.country')}</th>
            {withDomain && <th scope="col">{say('signatures.domain')}</th>}
            <th scope="col">{say('signatures.day')}</th>
            <th scope="col">{say('signatures.partner')}</th>
            <th scope="col">{say('signatures.share')}</th>
            {withState && <th scope="col">{say('signatures.state')}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <SignatureRow key={row.id} {...props} row={row} />
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

interface RowProps extends Omit<SignatureTableProps, 'rows' | 'caption'> {
  readonly row: TableRow;
}

function SignatureRow({ choices, petition, row, visit, withDomain, withState }: RowProps) {
  const { locale, say } = visit;
  const { secrets } = row;
  const why = isOpenToSite(petition.privacyMode) ? 'signatures.erased' : 'signatures.unread';
  return (
    <tr>
      <td>{secrets ? <bdi>{secrets.name}</bdi> : <em>{say(why)}</em>}</td>
      <td>{secrets?.country && nameCountry(locale, secrets.country)}</td>
      {withDomain && (
        <td>
          <bdi dir="ltr">{secrets?.domain}</bdi>
        </td>
      )}
      <td className="whole">{formatDay(locale, new Date(row.confirmedOn))}</td>
      <td>{partnerName(choices, row.partnerId, visit)}</td>
      <td>{row.shareCode && channelName(choices, row.shareCode, visit)}</td>
      {withState && <td>{say(row.isInvalidated ? 'signatures.state.invalidated' : 'signatures.state.counted')}</td>}
    </tr>
  );
}
