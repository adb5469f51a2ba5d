import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import type { Member } from '@/lib/team/members.ts';
import { makeMember } from './members.ts';

export interface OwnCoalition {
  readonly id: string;
  readonly slug: string;
  readonly owner: Member;
}

/** A coalition with one owner, and nothing public. */
export async function makeCoalition(): Promise<OwnCoalition> {
  const slug = `coalition-${randomBytes(5).toString('hex')}`;
  const [row] = await database()
    .insert(schema.coalitions)
    .values({ slug, name: { en: 'A coalition' } })
    .returning({ id: schema.coalitions.id });
  const id = row?.id ?? '';
  return { id, slug, owner: await makeMember({ coalitionId: id, role: 'owner', name: 'An owner' }) };
}

/** Somebody who may found further coalitions. */
export async function makeFounder(): Promise<OwnCoalition> {
  const coalition = await makeCoalition();
  await database()
    .update(schema.accounts)
    .set({ mayFound: new Date() })
    .where(eq(schema.accounts.id, coalition.owner.accountId));
  return coalition;
}

export interface PartnerWish {
  readonly slug: string;
  readonly isLead?: boolean;
}

/** A partner that has joined. */
export async function makePartner(coalitionId: string, { isLead = false, slug }: PartnerWish): Promise<string> {
  const [row] = await database()
    .insert(schema.partners)
    .values({ coalitionId, slug, isLead, name: { en: `Partner ${slug}` }, about: { en: 'A partner.' } })
    .returning({ id: schema.partners.id });
  return row?.id ?? '';
}

export async function coalitionIdOf(slug: string): Promise<string> {
  const [row] = await database()
    .select({ id: schema.coalitions.id })
    .from(schema.coalitions)
    .where(eq(schema.coalitions.slug, slug));
  return row?.id ?? '';
}
