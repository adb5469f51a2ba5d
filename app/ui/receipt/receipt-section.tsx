import type { FoundReceipt } from '@/lib/signature/receipt.ts';
import type { Token } from '@/lib/token.ts';
import { receiptPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import { sayNoReceipt } from './say-no-receipt.ts';

interface ReceiptSectionProps {
  readonly visit: Visit;
  readonly token: Token;
  readonly found: FoundReceipt;
}

/** On the signer's own page: what a receipt is, a warning, and the way to the page that asks. */
export function ReceiptSection({ found, token, visit }: ReceiptSectionProps) {
  const { locale, say } = visit;
  const canCome = found.is === 'ready' || found.is === 'waiting' || found.is === 'held';
  return (
    <section aria-labelledby="receipt">
      <h2 id="receipt">{say('receipt.title')}</h2>
      {canCome && (
        <>
          <p>{say('receipt.what')}</p>
          <p>
            <strong>{say('receipt.warning')}</strong>
          </p>
        </>
      )}
      {found.is !== 'ready' && <p>{sayNoReceipt(found, say)}</p>}
      {canCome && (
        <p>
          <a href={receiptPath(locale, token)}>{say('receipt.get')}</a>
        </p>
      )}
    </section>
  );
}
