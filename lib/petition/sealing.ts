import { and, asc, desc, eq, isNotNull, isNull } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';

/** A key that a sealed petition's signers are sealed to, from a moment on. */
export interface SealingKey {
  readonly recipient: string;
  readonly activeFrom: Date;
}

const { campaigns, members, petitions, sealingKeys, sealingOpenings } = schema;

/** All that were agreed to, the oldest first. */
export const loadSealingKeys = (petitionId: string): Promise<SealingKey[]> =>
  database()
    .select({ recipient: sealingKeys.recipient, activeFrom: sealingKeys.activeFrom })
    .from(sealingKeys)
    .where(and(eq(sealingKeys.petitionId, petitionId), isNotNull(sealingKeys.activeFrom)))
    .orderBy(asc(sealingKeys.activeFrom), asc(sealingKeys.id))
    .then((rows) => rows.flatMap(({ activeFrom, recipient }) => (activeFrom ? [{ recipient, activeFrom }] : [])));

/** The newest whose time has come; null when there is none, and then nobody can sign. */
export const keyInUse = (keys: readonly SealingKey[], now: Date): SealingKey | null =>
  keys.findLast(({ activeFrom }) => activeFrom <= now) ?? null;

/** The next one, while it waits for its time; the public page says so (AD-11). */
export const comingKey = (keys: readonly SealingKey[], now: Date): SealingKey | null =>
  keys.find(({ activeFrom }) => activeFrom > now) ?? null;

/** A key whose holders are fewer is one accident away from being lost, and every signature with it. */
export const HOLDERS_NEEDED = 2;

export type SealingRefusal = 'no-sealing-key' | 'too-few-key-holders';

/**
 * What keeps a sealed petition from being published: it needs a key, and two of its owners who have proved that they
 * can open what is sealed to it. Whoever has left does not count.
 */
export async function refuseUnsealed(
  petitionId: string,
  reader: Pick<Transaction, 'select' | 'selectDistinct'> = database(),
): Promise<SealingRefusal | null> {
  const [key] = await reader
    .select({ id: sealingKeys.id })
    .from(sealingKeys)
    .where(and(eq(sealingKeys.petitionId, petitionId), isNotNull(sealingKeys.activeFrom)))
    .orderBy(desc(sealingKeys.activeFrom), desc(sealingKeys.id))
    .limit(1);
  if (!key) return 'no-sealing-key';
  const proofs = await reader
    .selectDistinct({ accountId: sealingOpenings.accountId })
    .from(sealingOpenings)
    .innerJoin(petitions, eq(petitions.id, petitionId))
    .innerJoin(campaigns, eq(campaigns.id, petitions.campaignId))
    .innerJoin(
      members,
      and(
        eq(members.accountId, sealingOpenings.accountId),
        eq(members.coalitionId, campaigns.coalitionId),
        eq(members.role, 'owner'),
        isNull(members.leftAt),
      ),
    )
    .where(eq(sealingOpenings.keyId, key.id));
  return proofs.length < HOLDERS_NEEDED ? 'too-few-key-holders' : null;
}
