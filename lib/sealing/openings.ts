import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { recordAudit } from '../audit.ts';
import { armorAge, fingerprintOf, sealToRecipient } from '../keys/age.ts';
import { openFromForm, sealIntoForm } from '../keys/carried.ts';
import type { Member } from '../team/members.ts';
import type { TeamPetition } from '../team/places.ts';

const { sealingKeyHolders, sealingKeys, sealingOpenings } = schema;

/** Something to open: the holder's own key opens the petition's key, and that one opens the word. */
export interface Challenge {
  readonly keyId: string;
  readonly fingerprint: string;
  /** Armored age files. */
  readonly wrapped: string;
  readonly sealedWord: string;
  /** What the form carries back: the hash of the word, readable by nobody but the server. */
  readonly carried: string;
}

const placeOf = (keyId: string, accountId: string) => `opening/${keyId}/${accountId}`;
const hashOf = (word: string): Buffer => createHash('sha256').update(word).digest();

/** A new challenge for a holder of this key; null for everybody else. Nothing is written. */
export async function challengeHolder(
  member: Member,
  petition: TeamPetition,
  keyId: string,
): Promise<Challenge | null> {
  const key = await findHeldKey(member, petition, keyId);
  if (!key) return null;
  const word = randomBytes(10).toString('hex');
  return {
    keyId,
    fingerprint: fingerprintOf(key.recipient),
    wrapped: key.wrapped,
    sealedWord: armorAge(await sealToRecipient(key.recipient, `${word}\n`)),
    carried: await sealIntoForm(hashOf(word).toString('hex'), placeOf(keyId, member.accountId)),
  };
}

export type ProveOutcome = 'proved' | 'wrong' | 'unknown';

/** Takes the word that the holder found in the challenge: the proof that they can open what is sealed to the key. */
export async function proveOpening(
  member: Member,
  petition: TeamPetition,
  keyId: string,
  typed: { readonly word: string; readonly carried: string },
  now: Date,
): Promise<ProveOutcome> {
  const key = await findHeldKey(member, petition, keyId);
  if (!key) return 'unknown';
  const expected = await openFromForm(typed.carried, placeOf(keyId, member.accountId));
  const wordHash = hashOf(typed.word.trim().toLowerCase());
  if (!expected || !timingSafeEqual(Buffer.from(expected, 'hex'), wordHash)) return 'wrong';
  await database().transaction(async (tx) => {
    const proof = { keyId, accountId: member.accountId, wordHash, provedAt: now };
    const proved = await tx.insert(sealingOpenings).values(proof).onConflictDoNothing().returning();
    if (proved.length === 0) return;
    const subject = { petition: petition.id, slug: petition.slug, key: fingerprintOf(key.recipient) };
    const act = 'sealing-key-opened';
    await recordAudit(tx, { actor: member.accountId, act, subject, coalitionId: member.coalition.id }, now);
  });
  return 'proved';
}

async function findHeldKey({ accountId }: Member, petition: TeamPetition, keyId: string) {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(keyId)) return null;
  const [row] = await database()
    .select({ recipient: sealingKeys.recipient, wrapped: sealingKeys.wrapped })
    .from(sealingKeys)
    .innerJoin(
      sealingKeyHolders,
      and(eq(sealingKeyHolders.keyId, sealingKeys.id), eq(sealingKeyHolders.accountId, accountId)),
    )
    .where(and(eq(sealingKeys.id, keyId), eq(sealingKeys.petitionId, petition.id)));
  return row ?? null;
}
