import { desc, eq, inArray } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { namesOf } from '../access/accounts.ts';
import { fingerprintOf } from '../keys/age.ts';
import { keyInUse } from '../petition/sealing.ts';
import type { Member } from '../team/members.ts';
import type { TeamPetition } from '../team/places.ts';
import { type Holder, listHolders } from './holders.ts';

export type KeyState = 'in-use' | 'coming' | 'waiting' | 'refused' | 'earlier';

export interface TeamKey {
  readonly id: string;
  readonly fingerprint: string;
  readonly state: KeyState;
  readonly madeBy: string;
  readonly madeAt: Date;
  readonly activeFrom: Date | null;
  readonly wrapped: string;
  readonly isMine: boolean;
  readonly holders: readonly { readonly name: string; readonly isMe: boolean; readonly provedAt: Date | null }[];
}

export interface Sealing {
  readonly holders: readonly Holder[];
  /** The newest first. */
  readonly keys: readonly TeamKey[];
}

const { sealingKeyHolders, sealingKeys, sealingOpenings } = schema;

/** All that an owner is shown of a petition's sealing keys. Nothing of it opens anything by itself. */
export async function readSealing(member: Member, petition: TeamPetition, now: Date): Promise<Sealing> {
  const rows = await database()
    .select()
    .from(sealingKeys)
    .where(eq(sealingKeys.petitionId, petition.id))
    .orderBy(desc(sealingKeys.madeAt), desc(sealingKeys.id));
  const ids = rows.map(({ id }) => id);
  const [shares, proofs, holders] = await Promise.all([
    database().select().from(sealingKeyHolders).where(inArray(sealingKeyHolders.keyId, ids)),
    database().select().from(sealingOpenings).where(inArray(sealingOpenings.keyId, ids)),
    listHolders(member),
  ]);
  const names = await namesOf([...rows.map(({ madeBy }) => madeBy), ...shares.map(({ accountId }) => accountId)]);
  const agreed = rows
    .flatMap(({ activeFrom, recipient }) => (activeFrom ? [{ activeFrom, recipient }] : []))
    .sort((a, b) => a.activeFrom.getTime() - b.activeFrom.getTime());
  const used = keyInUse(agreed, now)?.recipient;
  const keys = rows.map((row) => ({
    id: row.id,
    fingerprint: fingerprintOf(row.recipient),
    state: stateOf(row, used, now),
    madeBy: names.get(row.madeBy) ?? '',
    madeAt: row.madeAt,
    activeFrom: row.activeFrom,
    wrapped: row.wrapped,
    isMine: row.madeBy === member.accountId,
    holders: shares
      .filter(({ keyId }) => keyId === row.id)
      .map(({ accountId }) => ({
        name: names.get(accountId) ?? '',
        isMe: accountId === member.accountId,
        provedAt: proofs.find((proof) => proof.keyId === row.id && proof.accountId === accountId)?.provedAt ?? null,
      })),
  }));
  return { holders, keys };
}

function stateOf(row: typeof sealingKeys.$inferSelect, used: string | undefined, now: Date): KeyState {
  if (row.refusedAt) return 'refused';
  if (!row.activeFrom) return 'waiting';
  if (row.activeFrom > now) return 'coming';
  return row.recipient === used ? 'in-use' : 'earlier';
}
