import { database } from '@/db/client.ts';
import { recordAudit } from '../audit.ts';
import { sendAgain } from '../mail/dead-letters.ts';
import type { Member } from '../team/members.ts';
import type { TeamPetition } from '../team/places.ts';

/**
 * Sends a petition's dead letters again: those with this reason, or all where it is null. Answers how many; none is no
 * act, and is not audited.
 */
export async function sendLettersAgain(
  petition: TeamPetition,
  because: string | null,
  member: Member,
  now: Date,
): Promise<number> {
  const { accountId: actor, coalition } = member;
  return database().transaction(async (tx) => {
    const count = await sendAgain(tx, { petitionId: petition.id, because });
    if (count === 0) return 0;
    const subject = { petition: petition.id, count };
    await recordAudit(tx, { actor, act: 'letters-sent-again', subject, coalitionId: coalition.id }, now);
    return count;
  });
}
