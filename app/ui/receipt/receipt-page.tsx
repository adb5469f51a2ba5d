import type { FoundReceipt, NoReceipt } from '@/lib/signature/receipt.ts';
import type { Token } from '@/lib/token.ts';
import { receiptPath, signaturePath } from '@/lib/urls.ts';
import { NoticePage, type Visit } from '../frame.tsx';
import { AskPage } from '../signature/ask-page.tsx';
import { CheckReceipt } from './check-receipt.tsx';
import { sayNoReceipt } from './say-no-receipt.ts';

interface ReceiptPageProps {
  readonly visit: Visit;
  readonly token: Token;
  readonly found: FoundReceipt;
  readonly isUnticked: boolean;
}

/** Asks before it gives: what the file is, what it betrays, and that nobody needs it. Its title names no petition. */
export function ReceiptPage({ found, isUnticked, token, visit }: ReceiptPageProps) {
  const { locale, say } = visit;
  if (found.is !== 'ready') return <NoReceiptPage {...{ visit, token, found }} />;
  return (
    <AskPage
      visit={visit}
      title={say('receipt.ask.title')}
      sentence={say('receipt.what')}
      box={say('receipt.ask.box')}
      isUnticked={isUnticked}
      action={receiptPath(locale, token)}
      submit={say('receipt.ask.submit')}
      otherwise={{ href: signaturePath(locale, token), words: say('receipt.back') }}
      after={<CheckReceipt visit={visit} />}
    >
      <p className="note">
        <strong>{say('receipt.warning')}</strong>
      </p>
      <p>{say('receipt.ask.inside')}</p>
      <p>{say('receipt.ask.later')}</p>
    </AskPage>
  );
}

function NoReceiptPage({ found, token, visit }: Omit<ReceiptPageProps, 'isUnticked'> & { found: NoReceipt }) {
  const { locale, say } = visit;
  const comesLater = found.is === 'waiting' || found.is === 'held';
  const again = { href: receiptPath(locale, token), words: say('receipt.look-again') };
  const back = { href: signaturePath(locale, token), words: say('receipt.back') };
  return (
    <NoticePage
      visit={visit}
      title={say(comesLater ? 'receipt.not-yet.title' : 'receipt.none.title')}
      lead={[sayNoReceipt(found, say)]}
      ways={comesLater ? [again, back] : [back]}
    />
  );
}
