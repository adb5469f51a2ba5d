import { eq } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';
import { recordAudit } from '../audit.ts';
import { fingerprintOf, isAgeRecipient } from '../keys/age.ts';
import { HOLDERS_NEEDED } from '../petition/sealing.ts';
import type { Member } from '../team/members.ts';
import type { TeamPetition } from '../team/places.ts';
import { type Holder, listHolders } from './holders.ts';
import { readWrapped } from './wrapped.ts';

const { petitions, sealingKeyHolders, sealingKeys } = schema;

export interface KeyWish {
  /** The public half of the petition's pair. */
  readonly recipient: string;
  /** The private half as one armored age file. */
  readonly wrapped: string;
  /** Accounts of those to whom it is wrapped. */
  readonly holders: readonly string[];
}

export type KeyProblem =
  | 'key.secret'
  | 'recipient.malformed'
  | 'recipient.taken'
  | 'wrapped.malformed'
  | 'wrapped.holders'
  | 'holders.too-few';

export type MakeOutcome = 'made' | 'waits' | { readonly problem: KeyProblem };

/**
 * Gives a petition a sealing key. Before publication it is used at once; afterwards another owner must agree first
 * (AD-09). That its holders can open it is proved by them, one by one (openings.ts).
 */
export async function makeSealingKey(
  member: Member,
  petition: TeamPetition,
  wish: KeyWish,
  now: Date,
): Promise<MakeOutcome> {
  const [recipient, wrapped] = [wish.recipient.trim(), wish.wrapped.replaceAll('\r\n', '\n').trim()];
  if (/AGE-SECRET-KEY/i.test(recipient + wrapped)) return { problem: 'key.secret' };
  if (!isAgeRecipient(recipient)) return { problem: 'recipient.malformed' };
  const shares = readWrapped(wrapped);
  if (shares === null) return { problem: 'wrapped.malformed' };
  return database().transaction(async (tx) => {
    const [row] = await tx.select().from(petitions).where(eq(petitions.id, petition.id)).for('no key update');
    if (!row) throw new Error('There is no such petition.');
    const holders = (await listHolders(member, tx)).filter(({ accountId }) => wish.holders.includes(accountId));
    if (holders.length < HOLDERS_NEEDED) return { problem: 'holders.too-few' };
    if (shares !== holders.length) return { problem: 'wrapped.holders' };
    const activeFrom = row.publishedAt ? null : now;
    const key = { petitionId: petition.id, recipient, wrapped, madeBy: member.accountId, madeAt: now, activeFrom };
    const made = await tx.insert(sealingKeys).values(key).onConflictDoNothing().returning({ id: sealingKeys.id });
    const keyId = made[0]?.id;
    if (!keyId) return { problem: 'recipient.taken' };
    await writeHolders(tx, keyId, holders);
    const subject = { petition: petition.id, slug: petition.slug, key: fingerprintOf(recipient) };
    const act = activeFrom ? 'sealing-key-made' : 'sealing-key-asked';
    await recordAudit(tx, { actor: member.accountId, act, subject, coalitionId: member.coalition.id }, now);
    return activeFrom ? 'made' : 'waits';
  });
}

const writeHolders = (tx: Transaction, keyId: string, holders: readonly Holder[]) =>
  tx.insert(sealingKeyHolders).values(holders.map(({ accountId, recipient }) => ({ keyId, accountId, recipient })));
