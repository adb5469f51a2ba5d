import { eq } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { recordAudit } from '../../audit.ts';
import type { Member } from '../../team/members.ts';
import type { TeamPartner } from '../../team/places.ts';
import { type Description, typedDescription } from '../describe.ts';
import { markOf, mergeText } from '../fields.ts';

/** Saves what a partner says of itself, unless it changed since `mark` was taken. An owner may, or the partner. */
export async function describePartner(
  member: Member,
  partner: TeamPartner,
  { mark, texts }: { readonly mark: string; readonly texts: Description },
  now: Date,
): Promise<'saved' | 'stale'> {
  return database().transaction(async (tx) => {
    const [row] = await tx.select().from(schema.partners).where(eq(schema.partners.id, partner.id)).for('update');
    if (!row || markOf(typedDescription(row)) !== mark) return 'stale';
    const words = { name: mergeText(row.name, texts.name), about: mergeText(row.about, texts.about) };
    await tx.update(schema.partners).set(words).where(eq(schema.partners.id, row.id));
    const record = { actor: member.accountId, act: 'partner-described', subject: { partner: row.id } } as const;
    await recordAudit(tx, { ...record, coalitionId: member.coalition.id }, now);
    return 'saved';
  });
}
