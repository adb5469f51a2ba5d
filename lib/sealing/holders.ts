import { and, asc, eq, isNull } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';
import { namesOf } from '../access/accounts.ts';
import { recordAudit } from '../audit.ts';
import { fingerprintOf, isAgeRecipient } from '../keys/age.ts';
import type { Member } from '../team/members.ts';

const { keyHolders, members } = schema;

export interface Holder {
  readonly accountId: string;
  readonly name: string;
  readonly recipient: string;
  readonly isMe: boolean;
}

export type HolderProblem = 'holder.malformed' | 'holder.secret';

/**
 * Keeps the public half of an owner's own key. The private half is made and stays with them; whoever pastes that one by
 * mistake is told, and nothing of it is kept.
 */
export async function registerHolder(member: Member, typed: string, now: Date): Promise<'registered' | HolderProblem> {
  const recipient = typed.trim();
  if (/AGE-SECRET-KEY/i.test(recipient)) return 'holder.secret';
  if (!isAgeRecipient(recipient)) return 'holder.malformed';
  await database().transaction(async (tx) => {
    await tx
      .insert(keyHolders)
      .values({ accountId: member.accountId, recipient, registeredAt: now })
      .onConflictDoUpdate({ target: keyHolders.accountId, set: { recipient, registeredAt: now } });
    const subject = { key: fingerprintOf(recipient) };
    const act = 'key-holder-registered';
    await recordAudit(tx, { actor: member.accountId, act, subject, coalitionId: member.coalition.id }, now);
  });
  return 'registered';
}

/** The owners of the member's coalition who have a key of their own. */
export async function listHolders(
  member: Member,
  reader: Pick<Transaction, 'select'> = database(),
): Promise<readonly Holder[]> {
  const rows = await reader
    .select({ accountId: keyHolders.accountId, recipient: keyHolders.recipient })
    .from(keyHolders)
    .innerJoin(members, eq(members.accountId, keyHolders.accountId))
    .where(and(eq(members.coalitionId, member.coalition.id), eq(members.role, 'owner'), isNull(members.leftAt)))
    .orderBy(asc(keyHolders.registeredAt));
  const names = await namesOf(rows.map(({ accountId }) => accountId));
  return rows.map((row) => ({
    ...row,
    name: names.get(row.accountId) ?? '',
    isMe: row.accountId === member.accountId,
  }));
}
