import { and, eq, gt, sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { queueLetter } from '../mail/queue-letter.ts';
import type { Token } from '../token.ts';
import type { Account } from './accounts.ts';

/** In minutes. */
const LINK_LASTS = 15;

/**
 * An account has this many open links at most. The form goes on answering as always: whoever asks for more than these
 * has links in the mailbox that still open, so that nobody can be locked out by somebody else's asking.
 */
const MOST_OPEN = 3;

const { accounts, signInLinks } = schema;

/** In milliseconds; several times what writing a letter takes. */
const STEP = 150;

/**
 * Answers leave in steps: asking for an address without an account is some milliseconds faster, and over many tries
 * that would tell who organises (AD-06). The random part keeps the rounding of timers from telling the rest.
 */
export const untilStep = (began: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, STEP - ((performance.now() - began) % STEP) + 3 * Math.random()));

/** Writes a link and its letter. `tokenHash` is what next-auth will look for. */
export async function writeSignInLink(
  account: Account,
  { token, tokenHash }: { readonly token: Token; readonly tokenHash: string },
  now: Date,
): Promise<void> {
  await database().transaction(async (tx) => {
    await tx.select({ id: accounts.id }).from(accounts).where(eq(accounts.id, account.id)).for('update');
    const isOpen = and(eq(signInLinks.accountId, account.id), gt(signInLinks.expiresAt, now));
    const open = await tx.select({ hash: signInLinks.tokenHash }).from(signInLinks).where(isOpen);
    if (open.length >= MOST_OPEN) return;
    const expiresAt = new Date(now.getTime() + LINK_LASTS * 60_000);
    await tx.insert(signInLinks).values({ tokenHash, accountId: account.id, expiresAt });
    await queueLetter(tx, 'sign-in', { mailbox: account.mailbox, language: account.language, token }, now);
  });
}

const isStillOpen = (tokenHash: string) => and(eq(signInLinks.tokenHash, tokenHash), sql`expires_at > now()`);

/** Whether a link would open, without spending it: mail scanners open every link. */
export async function isLinkOpen(tokenHash: string): Promise<boolean> {
  const rows = await database().select({ id: signInLinks.accountId }).from(signInLinks).where(isStillOpen(tokenHash));
  return rows.length > 0;
}

/** Spends a link: the account it signs in. Null when it was spent before, or is over. */
export async function spendSignInLink(tokenHash: string): Promise<string | null> {
  const [spent] = await database()
    .delete(signInLinks)
    .where(isStillOpen(tokenHash))
    .returning({ accountId: signInLinks.accountId });
  return spent?.accountId ?? null;
}

/** Links that open nothing any more. Answers how many. */
export async function purgeSignInLinks(): Promise<number> {
  const rows = await database()
    .delete(signInLinks)
    .where(sql`expires_at < now()`)
    .returning({ id: signInLinks.accountId });
  return rows.length;
}
