import { and, eq, isNull } from 'drizzle-orm';
import { schema, type Transaction } from '@/db/client.ts';

const { members } = schema;

/**
 * Whether this account may bring somebody who speaks for the partner. A partner that has people chooses its voices
 * itself: an owner who could add one would endorse and export in another organisation's name. While it has none (it is
 * asked to join, or all have left), the coalition's owners ask somebody; the operator may always.
 */
export async function mayBringVoice(tx: Transaction, partnerId: string, accountId: string | null): Promise<boolean> {
  if (!accountId) return true;
  const voices = await tx
    .select({ accountId: members.accountId })
    .from(members)
    .where(and(eq(members.partnerId, partnerId), isNull(members.leftAt)));
  return voices.length === 0 || voices.some((voice) => voice.accountId === accountId);
}
