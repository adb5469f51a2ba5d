import { and, eq, isNull } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';
import { openAccount } from '../access/accounts.ts';
import { recordAudit } from '../audit.ts';
import { queueLetter } from '../mail/queue-letter.ts';
import type { Member } from '../team/members.ts';
import type { TeamPetition } from '../team/places.ts';
import { newToken } from '../token.ts';
import { approvesFrom, PACK_LIES, READY } from './kinds.ts';
import { holdExport, stateOf } from './read.ts';

export type Decision = 'approve' | 'refuse';
export type DecideOutcome =
  | 'approved'
  | 'refused'
  | 'your-own'
  | 'too-new'
  | 'not-waiting'
  | 'not-for-your-role'
  | 'unknown';

/**
 * The second person's word (AD-09): another owner's, never that of whoever asked, and only of somebody who has been an
 * owner for three days. A new owner can refuse.
 */
export async function decideExport(
  member: Member,
  petition: TeamPetition,
  id: string,
  decision: Decision,
  now: Date,
): Promise<DecideOutcome> {
  if (member.role !== 'owner') return 'not-for-your-role';
  return database().transaction(async (tx) => {
    const row = await holdExport(tx, member, petition.id, id);
    if (!row) return 'unknown';
    if (row.askedBy === member.accountId) return 'your-own';
    if (stateOf(row, now) !== 'waiting') return 'not-waiting';
    const isYes = decision === 'approve';
    if (isYes && now < approvesFrom(member.roleSince)) return 'too-new';
    const lies = row.kind === 'pack' ? PACK_LIES : READY;
    const facts = isYes
      ? { approvedBy: member.accountId, approvedAt: now, expiresAt: new Date(now.getTime() + lies) }
      : { refusedAt: now };
    await tx.update(schema.exports).set(facts).where(eq(schema.exports.id, row.id));
    const subject = { petition: petition.id, kind: row.kind, people: row.people, export: row.id };
    const act = isYes ? 'export-approved' : 'export-refused';
    await recordAudit(tx, { actor: member.accountId, act, subject, coalitionId: member.coalition.id }, now);
    // A pack is not ready yet: it is made from now on.
    if (isYes && row.kind !== 'pack') await tellAsker(tx, row.askedBy, member.coalition.id, now);
    return isYes ? 'approved' : 'refused';
  });
}

/**
 * A letter to whoever asked: the list lies ready for a quarter of an hour only. It names nothing; the panel does.
 * Somebody who has left meanwhile gets no list, and no letter either.
 */
async function tellAsker(tx: Transaction, accountId: string, coalitionId: string, now: Date): Promise<void> {
  const { accounts, members } = schema;
  const [asker] = await tx
    .select({ account: accounts })
    .from(accounts)
    .innerJoin(members, eq(members.accountId, accounts.id))
    .where(
      and(
        eq(accounts.id, accountId),
        isNull(accounts.disabledAt),
        eq(members.coalitionId, coalitionId),
        isNull(members.leftAt),
      ),
    );
  if (!asker) return;
  const { language, mailbox } = await openAccount(asker.account);
  await queueLetter(tx, 'export-ready', { mailbox, language, token: newToken() }, now);
}
