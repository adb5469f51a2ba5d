import type { Transaction } from '@/db/client.ts';
import type { InvalidationReason } from '@/db/schema/invalidation.ts';
import { KeysAway } from '../keys/petition-keys.ts';
import { INVALIDATE_CODES, SIGN_CODES } from '../log/entry/entry.ts';
import { appendFacts, type Fact } from '../transparency/append.ts';
import { isImported, openEntry } from '../transparency/locks.ts';
import type { Run } from './stage.ts';

/** The log's reasons are fewer than ours; the petition's own ledger gives each run's in full. */
const codes: Readonly<Record<InvalidationReason, number>> = {
  duplicate: INVALIDATE_CODES.duplicate,
  forged: INVALIDATE_CODES.fraud,
  bot: INVALIDATE_CODES.fraud,
  'nonsense-name': INVALIDATE_CODES.other,
  'by-request': INVALIDATE_CODES.complaint,
  other: INVALIDATE_CODES.other,
};

interface Held {
  readonly id: string;
  readonly petition_id: string;
  readonly sealed_entry: Buffer | null;
}

/** Tells the log which signatures the team takes out of the count. */
export const tellRemoved = (tx: Transaction, { reason }: Run, held: readonly Held[]): Promise<void> =>
  tell(tx, held, () => ({ kind: 'invalidate', code: codes[reason] }));

/**
 * Tells the log that signatures count again, as new entries with the commitments of the old ones: a fresh nonce would
 * need the addresses, which are not known any more. Receipts name the old entries and are to be fetched anew.
 */
export const tellReturned = (tx: Transaction, _run: Run, held: readonly Held[]): Promise<void> =>
  tell(tx, held, (entry) => ({ kind: 'sign', code: isImported(entry) ? SIGN_CODES.imported : SIGN_CODES.link }));

/** Signatures that the log has not heard of yet are passed by: it hears of them as they are (lib/transparency/adopt.ts). */
async function tell(
  tx: Transaction,
  held: readonly Held[],
  say: (sealedEntry: Buffer) => Pick<Fact, 'kind' | 'code'>,
): Promise<void> {
  const facts: Fact[] = [];
  for (const { id, petition_id: petition, sealed_entry: sealedEntry } of held) {
    if (!sealedEntry) continue;
    const digest = await openEntry({ id, petitionId: petition, sealedEntry });
    // A count that moves while the log's does not would look like a fraud. With its keys gone a petition's runs end.
    if (!digest) throw new KeysAway('No key opens which entry of the log is a signature’s.');
    facts.push({ ...say(sealedEntry), petition, digest });
  }
  await appendFacts(tx, facts);
}
