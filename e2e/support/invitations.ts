import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { openLetter } from '@/lib/mail/letters.ts';
import type { Token } from '@/lib/token.ts';

export const newMailbox = () => `invited-${randomBytes(5).toString('hex')}@example.org`;

/** Tokens of the letters that wait for this mailbox, oldest first. */
export async function waitingTokens(mailbox: string): Promise<Token[]> {
  const rows = await database().select().from(schema.letters).orderBy(schema.letters.position);
  const opened = await Promise.all(rows.map((row) => openLetter(row)));
  return opened.flatMap((secrets) => (secrets?.mailbox === mailbox ? [secrets.token] : []));
}

/** As if it had been sent that many hours earlier. */
export async function ageInvitations(coalitionId: string, hours: number): Promise<void> {
  await database().execute(sql`
    update invitations set created_at = created_at - ${hours} * interval '1 hour',
      expires_at = expires_at - ${hours} * interval '1 hour' where coalition_id = ${coalitionId}`);
}

/** What was audited of a coalition, oldest first: who did what. */
export async function actsIn(coalitionId: string): Promise<{ actor: string; act: string; subject: unknown }[]> {
  const { auditRecords } = schema;
  return database()
    .select({ actor: auditRecords.actor, act: auditRecords.act, subject: auditRecords.subject })
    .from(auditRecords)
    .where(sql`coalition_id = ${coalitionId}`)
    .orderBy(auditRecords.id);
}

/** A partner that was asked and has not answered yet. */
export async function askPartner(coalitionId: string, slug: string): Promise<string> {
  const [row] = await database()
    .insert(schema.partners)
    .values({ coalitionId, slug, name: { en: 'A new partner' }, about: { en: '' }, joinedAt: null })
    .returning();
  return row?.id ?? '';
}
