import type { Say } from '@/lib/i18n/words.ts';
import type { NoReceipt } from '@/lib/signature/receipt.ts';

/** Why there is no receipt, or when there will be one. */
export const sayNoReceipt = (found: NoReceipt, say: Say): string =>
  found.is === 'waiting' ? say('receipt.waiting', { seconds: found.seconds }) : say(`receipt.${found.is}`);
