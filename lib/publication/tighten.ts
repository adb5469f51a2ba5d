import { eq, sql } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';
import { recordAudit } from '../audit.ts';
import { noteErasures } from '../erasures/list.ts';
import type { Member } from '../team/members.ts';
import type { TeamPetition } from '../team/places.ts';

const { petitions } = schema;

export type TightenOutcome = 'tightened' | 'not-public';

/**
 * Makes a published petition private that was public: nobody is shown any more, the names shown so far are deleted with
 * the consents to show them, and new signers are not asked. There is no way back (a trigger keeps it so). To sealed or
 * count-only a published petition cannot go: what its site could read of signers so far would stand beside the promise
 * that it cannot.
 */
export async function tightenPrivacy(member: Member, petition: TeamPetition, now: Date): Promise<TightenOutcome> {
  return database().transaction(async (tx) => {
    const [row] = await tx.select().from(petitions).where(eq(petitions.id, petition.id)).for('update');
    if (!row?.publishedAt || row.privacyMode !== 'public') return 'not-public';
    await tx
      .update(petitions)
      .set({ privacyMode: 'private', settingsRevision: row.settingsRevision + 1 })
      .where(eq(petitions.id, row.id));
    await hideAllNames(tx, row.id);
    // A backup from before would show them again.
    await noteErasures([{ kind: 'made-private', id: row.id }], now);
    const subject = { petition: row.id, slug: row.slug };
    const act = 'privacy-tightened';
    await recordAudit(tx, { actor: member.accountId, act, subject, coalitionId: member.coalition.id }, now);
    return 'tightened';
  });
}

/** Deletes the names that a petition shows, and the consents to show them. */
export async function hideAllNames(tx: Transaction, petitionId: string): Promise<void> {
  await tx.execute(sql`delete from public_names where petition_id = ${petitionId}`);
  await tx.execute(sql`
    delete from consents c using signatures s
    where s.id = c.signature_id and s.petition_id = ${petitionId} and c.kind in ('display-initials', 'display-full')`);
}
