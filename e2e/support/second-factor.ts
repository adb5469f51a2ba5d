import { readFile } from 'node:fs/promises';
import { eq, sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { type CodeSecret, codeAt, newCodeSecret, readCodeSecret } from '@/lib/access/codes.ts';
import { setCodes } from '@/lib/access/factors.ts';
import { openSession, readSession, type Session } from '@/lib/access/sessions.ts';
import { readToken } from '@/lib/token.ts';
import { runDirectory } from './places.ts';

/** A session that has shown the first factor. */
export async function halfSession(accountId: string): Promise<Session> {
  const session = await readSession(await openSession(accountId));
  if (!session) throw new Error('No session.');
  return session;
}

/** Sets up codes for an account as of ten minutes ago, so that every code of now is still good; their secret. */
export async function giveCodes(accountId: string): Promise<CodeSecret> {
  const secret = newCodeSecret();
  const session = await halfSession(accountId);
  const before = new Date(Date.now() - 600_000);
  const outcome = await setCodes({ session, secret, typed: codeAt(secret, before) }, before);
  if (outcome !== 'set') throw new Error(outcome);
  return secret;
}

/** As if the account had been idle, or signed in, that many minutes ago. */
export async function ageSessions(
  accountId: string,
  { seen = 0, started = 0, proved = 0 }: { seen?: number; started?: number; proved?: number },
): Promise<void> {
  await database().execute(sql`
    update sessions set seen_at = seen_at - ${seen} * interval '1 minute',
      started_at = started_at - ${started} * interval '1 minute',
      proved_at = proved_at - ${proved} * interval '1 minute' where account_id = ${accountId}`);
}

/** As if the account's links had been mailed that many minutes ago. */
export async function ageLinks(accountId: string, minutes: number): Promise<void> {
  await database().execute(sql`
    update sign_in_links set expires_at = expires_at - ${minutes} * interval '1 minute' where account_id = ${accountId}`);
}

export async function disableAccount(accountId: string): Promise<void> {
  await database().update(schema.accounts).set({ disabledAt: new Date() }).where(eq(schema.accounts.id, accountId));
}

/** The code of the demo's people on the running site. One is good once per person: another `ahead` is the next. */
export async function demoCode(ahead = 0): Promise<string> {
  const secret = readCodeSecret(await readFile(`${runDirectory}/site/demo-codes`, 'utf8'));
  if (!secret) throw new Error('The demo has no codes.');
  return codeAt(secret, new Date(Date.now() + ahead * 30_000));
}

/** Whose session a browser's cookie is. */
export async function findAccountOf(cookie: string): Promise<string> {
  const token = readToken(cookie);
  const session = token && (await readSession(token));
  if (!session) throw new Error('Nobody is signed in.');
  return session.accountId;
}
