import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { schema, type Transaction } from '@/db/client.ts';
import type { LetterKind } from '@/db/schema/mail.ts';
import { readAddress } from '../address/address.ts';
import { suppressionKeysOf } from '../keys/suppression-keys.ts';
import { type LetterSecrets, letterPriority, sealLetter } from './letters.ts';

/** A letter to somebody of the team, written into the outbox in the transaction of the fact it speaks of. */
export async function queueLetter(
  tx: Transaction,
  kind: Exclude<LetterKind, 'confirm-signature' | 'already-signed' | 'reminder' | 'thanks' | 'withdrawn'>,
  secrets: LetterSecrets,
  now: Date,
): Promise<void> {
  const { id, keyHour, sealed } = await sealLetter(randomUUID(), secrets, now);
  await tx.insert(schema.letters).values({ id, kind, priority: letterPriority[kind], keyHour, sealed });
}

/**
 * The last letter to a signer whose mailbox has just been deleted, in the transaction that deleted it. A blocked
 * address gets none. The caps do not apply and do not count it (caps.ts): they are about what strangers can make us
 * send, while this letter takes the link that only its mailbox got, and comes once for a confirmed signature.
 */
export async function queueFarewell(
  tx: Transaction,
  petitionId: string,
  secrets: LetterSecrets,
  now: Date,
): Promise<void> {
  const address = readAddress(secrets.mailbox);
  // A rule for addresses that became stricter meanwhile must keep nobody from withdrawing.
  if (typeof address === 'string') return;
  const keys = (await suppressionKeysOf(address.canonical, now)).map((key) => key.toString('hex'));
  const { id, keyHour, sealed } = await sealLetter(randomUUID(), secrets, now);
  await tx.execute(sql`
    insert into letters (id, petition_id, kind, priority, key_hour, sealed)
    select ${id}::uuid, ${petitionId}::uuid, 'withdrawn', ${letterPriority.withdrawn}::smallint, ${keyHour}::int,
      decode(${sealed.toString('hex')}, 'hex')
    where not exists (
      select from suppressions x, jsonb_array_elements_text(${JSON.stringify(keys)}::text::jsonb) k
      where x.address_key = decode(k, 'hex'))`);
}
