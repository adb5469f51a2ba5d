import { randomBytes } from 'node:crypto';
import type { BrowserContext } from '@playwright/test';
import { eq } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { makeAccount } from '@/lib/access/accounts.ts';
import { openSession, proveSession, readSession } from '@/lib/access/sessions.ts';
import type { Locale } from '@/lib/i18n/locales.ts';
import { findMember, type Member } from '@/lib/team/members.ts';
import type { Role } from '@/lib/team/rules.ts';
import type { Token } from '@/lib/token.ts';
import { siteUrl } from './places.ts';

export interface MemberWish {
  readonly coalitionId: string;
  readonly role: Role;
  /** For the role "partner". */
  readonly partnerId?: string;
  readonly name?: string;
  readonly language?: Locale;
  /** For how many hours; a hundred when nothing else is said, so that an owner's word counts (lib/export/kinds.ts). */
  readonly hoursInRole?: number;
}

/** A person with a place in a coalition. */
export async function makeMember(wish: MemberWish): Promise<Member> {
  const { coalitionId, hoursInRole = 100, language = 'en', name = `A ${wish.role}`, partnerId = null, role } = wish;
  const mailbox = `member-${randomBytes(5).toString('hex')}@example.org`;
  const now = await currentTime();
  const accountId = await database().transaction((tx) =>
    makeAccount(tx, { mailbox, canonical: mailbox, name, language }, now),
  );
  const roleSince = new Date(now.getTime() - hoursInRole * 3_600_000);
  await database().insert(schema.members).values({ accountId, coalitionId, role, partnerId, roleSince });
  const [coalition] = await database()
    .select({ slug: schema.coalitions.slug })
    .from(schema.coalitions)
    .where(eq(schema.coalitions.id, coalitionId));
  const member = await findMember(accountId, coalition?.slug ?? '');
  if (!member) throw new Error('The member was not made.');
  return member;
}

/** A session with both factors shown; its token is the cookie. */
export async function signIn(accountId: string): Promise<Token> {
  const session = await readSession(await openSession(accountId));
  const token = session && (await proveSession(session));
  if (!token) throw new Error('No session.');
  return token;
}

export const cookieOf = (token: Token): string => `undersigned=${token}`;

/** Puts a member in front of a browser, signed in. */
export async function seat(context: BrowserContext, member: Member): Promise<void> {
  const value = await signIn(member.accountId);
  await context.addCookies([{ name: 'undersigned', value, url: siteUrl, httpOnly: true, sameSite: 'Lax' }]);
}
