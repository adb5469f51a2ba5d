import { and, eq } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { recordAudit } from '../audit.ts';
import { fingerprintOf } from '../keys/age.ts';
import type { Member } from '../team/members.ts';
import type { TeamPetition } from '../team/places.ts';

const { petitions, sealingKeys } = schema;

/** AD-11, in milliseconds: so long everybody can see that a key is about to change. */
export const DELAY = 72 * 60 * 60_000;

export type KeyDecision = 'approve' | 'refuse';
export type KeyDecideOutcome = 'approved' | 'refused' | 'your-own' | 'not-waiting' | 'not-proved' | 'unknown';

/**
 * The second person's word on a new key (AD-09). It is used 72 hours later, and the public page says so from this
 * moment on. Who agrees has opened something with it first: a key that nobody has would end every signature.
 */
export async function decideSealingKey(
  member: Member,
  petition: TeamPetition,
  keyId: string,
  decision: KeyDecision,
  now: Date,
): Promise<KeyDecideOutcome> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(keyId)) return 'unknown';
  return database().transaction(async (tx) => {
    await tx.select({ id: petitions.id }).from(petitions).where(eq(petitions.id, petition.id)).for('no key update');
    const [key] = await tx
      .select()
      .from(sealingKeys)
      .where(and(eq(sealingKeys.id, keyId), eq(sealingKeys.petitionId, petition.id)))
      .for('update');
    if (!key) return 'unknown';
    if (key.activeFrom || key.refusedAt) return 'not-waiting';
    if (key.madeBy === member.accountId && decision === 'approve') return 'your-own';
    const isYes = decision === 'approve';
    if (isYes && !(await hasOpened(tx, key.id, member.accountId))) return 'not-proved';
    const facts = isYes
      ? { approvedBy: member.accountId, activeFrom: new Date(now.getTime() + DELAY) }
      : { refusedAt: now };
    await tx.update(sealingKeys).set(facts).where(eq(sealingKeys.id, key.id));
    const subject = { petition: petition.id, slug: petition.slug, key: fingerprintOf(key.recipient) };
    const act = isYes ? 'sealing-key-approved' : 'sealing-key-refused';
    await recordAudit(tx, { actor: member.accountId, act, subject, coalitionId: member.coalition.id }, now);
    return isYes ? 'approved' : 'refused';
  });
}

async function hasOpened(
  tx: Pick<ReturnType<typeof database>, 'select'>,
  keyId: string,
  accountId: string,
): Promise<boolean> {
  const { sealingOpenings: openings } = schema;
  const rows = await tx
    .select({ keyId: openings.keyId })
    .from(openings)
    .where(and(eq(openings.keyId, keyId), eq(openings.accountId, accountId)));
  return rows.length > 0;
}
