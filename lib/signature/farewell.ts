import { sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { thanksLetterId } from '../mail/letters.ts';
import { queueFarewell } from '../mail/queue-letter.ts';
import { newToken } from '../token.ts';
import type { HeldSignature } from './find.ts';

/**
 * Tells the mailbox that was kept until now what has been done by its link, so that its owner learns when it was
 * somebody else with that link. Where no mailbox was kept there is nobody who could be told. Call it where the mailbox
 * is deleted, in the same transaction: sealed in the outbox it stands until the letter has left, and nowhere else.
 */
export async function sayFarewell(
  tx: Transaction,
  signatureId: string,
  { follower, petitionId }: HeldSignature,
  what: 'withdrawn' | 'erased',
): Promise<void> {
  if (!follower) return;
  await tx.execute(sql`delete from letters where id = ${thanksLetterId(signatureId)} and batch_id is null`);
  const wording = what === 'erased' ? { wording: what } : {};
  await queueFarewell(tx, petitionId, { ...follower, token: newToken(), ...wording }, await currentTime());
}
