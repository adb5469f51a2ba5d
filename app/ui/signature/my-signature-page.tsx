import { nameCountry } from '@/lib/i18n/countries.ts';
import { formatDay, pickText } from '@/lib/i18n/format.ts';
import { type ConsentOffered, isOffered, type Petition, textFor } from '@/lib/petition/read.ts';
import type { MySignature } from '@/lib/signature/read.ts';
import type { FoundReceipt } from '@/lib/signature/receipt.ts';
import { displayOf } from '@/lib/signature/shown-name.ts';
import type { Token } from '@/lib/token.ts';
import { erasurePath, followingPath, logPath, signaturePath, withdrawalPath } from '@/lib/urls.ts';
import { Box } from '../field.tsx';
import { Frame, type Visit } from '../frame.tsx';
import { DisplayField } from '../petition/display-field.tsx';
import { ReceiptSection } from '../receipt/receipt-section.tsx';
import { ShareSection } from '../share/share-section.tsx';

interface MySignaturePageProps {
  readonly visit: Visit;
  readonly token: Token;
  readonly petition: Petition;
  readonly signature: MySignature;
  readonly appUrl: string;
  readonly receipt: FoundReceipt | null;
  /** A choice was saved just now. */
  readonly isSaved: boolean;
}

/** Thanks, passing it on, and everything a signer can change or take back. Its title names no petition. */
export function MySignaturePage(props: MySignaturePageProps) {
  const { appUrl, petition, receipt, signature, token, visit } = props;
  const { locale, say } = visit;
  const partner = petition.partners.find(({ id }) => id === signature.partnerId);
  const version = [petition.text, ...petition.earlierTexts].find(({ id }) => id === signature.versionId)?.version ?? 1;
  const { title } = textFor(petition.text, locale);
  const heading = say(signature.isInvalidated ? 'mine.out.title' : 'mine.title');
  return (
    <Frame visit={visit} title={heading} passesOn>
      <div className="wide">
        <div>
          <h1>{heading}</h1>
          <p className="lead">{say(signature.isInvalidated ? 'mine.out.lead' : 'mine.lead', { title })}</p>
          {signature.isInvalidated && (
            <p>
              <a href={logPath(locale, petition.slug)}>{say('mine.out.see')}</a>
            </p>
          )}
          <p>
            {say('mine.when', { day: formatDay(locale, new Date(`${signature.confirmedOn}T00:00:00Z`)), version })}{' '}
            {partner && say('mine.through', { partner: pickText(partner.name, locale).text })}
          </p>
          <p className="soft">{say('mine.keep')}</p>
          <ShareSection sharing={{ petition, partnerId: signature.partnerId, locale, origin: appUrl }} visit={visit} />
          {receipt && <ReceiptSection visit={visit} token={token} found={receipt} />}
        </div>
        <section className="side card" aria-labelledby="choices">
          <h2 id="choices">{say('mine.choices')}</h2>
          <Choices {...props} />
        </section>
      </div>
    </Frame>
  );
}

/** Why there is nothing to choose. */
const whyNot = {
  erased: 'mine.name-erased',
  sealed: 'mine.sealed',
  none: 'mine.count-only',
  unreadable: 'mine.unreadable',
} as const;

function Choices({ isSaved, petition, signature, token, visit }: MySignaturePageProps) {
  const { locale, say } = visit;
  const has = (kind: ConsentOffered) => isOffered(petition, kind) || signature.consents.has(kind);
  const follows = signature.consents.has('updates') || signature.consents.has('partner-updates');
  return (
    <>
      {isSaved && (
        <p className="note" role="status">
          {say('following.saved')}
        </p>
      )}
      {signature.details !== 'open' ? (
        <p>{say(whyNot[signature.details])}</p>
      ) : (
        <>
          <p>
            {say('mine.name')} <strong dir="auto">{signature.name}</strong>
            {signature.country && (
              <>
                <br />
                {say('mine.country')} <strong>{nameCountry(locale, signature.country)}</strong>
              </>
            )}
          </p>
          {petition.privacyMode === 'public' && (
            <form method="post" action={signaturePath(locale, token)}>
              <DisplayField chosen={displayOf(signature.consents)} visit={visit} />
              <button className="plain" type="submit">
                {say('mine.save')}
              </button>
            </form>
          )}
          {has('deliver') && (
            <form method="post" action={signaturePath(locale, token)}>
              <fieldset>
                <legend>{say('mine.delivery')}</legend>
                <Box
                  id="deliver"
                  isTicked={signature.consents.has('deliver')}
                  label={say('mine.deliver')}
                  hint={say('signature.deliver.hint')}
                />
              </fieldset>
              <button className="plain" type="submit">
                {say('mine.save')}
              </button>
            </form>
          )}
          {(has('updates') || has('partner-updates')) && (
            <p className="go">
              {say(follows ? 'mine.following-on' : 'mine.following-off')}{' '}
              <a href={followingPath(locale, token)}>{say('mine.following')}</a>
            </p>
          )}
        </>
      )}
      <ul className="list">
        {(signature.details === 'open' || signature.details === 'sealed' || signature.details === 'unreadable') && (
          <li>
            <a href={erasurePath(locale, token)}>{say('mine.erase')}</a>
          </li>
        )}
        <li>
          <a href={withdrawalPath(locale, token)}>{say('mine.withdraw')}</a>
        </li>
      </ul>
    </>
  );
}
