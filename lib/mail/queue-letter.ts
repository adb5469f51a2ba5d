import { randomUUID } from 'node:crypto';
import { schema, type Transaction } from '@/db/client.ts';
import type { LetterKind } from '@/db/schema/mail.ts';
import { type LetterSecrets, letterPriority, sealLetter } from './letters.ts';

/** A letter to somebody of the team, written into the outbox in the transaction of the fact it speaks of. */
export async function queueLetter(
  tx: Transaction,
  kind: Exclude<LetterKind, 'confirm-signature' | 'already-signed' | 'reminder'>,
  secrets: LetterSecrets,
  now: Date,
): Promise<void> {
  const { id, keyHour, sealed } = await sealLetter(randomUUID(), secrets, now);
  await tx.insert(schema.letters).values({ id, kind, priority: letterPriority[kind], keyHour, sealed });
}
