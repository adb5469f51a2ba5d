import { type SQL, sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { recordAudit } from '../audit.ts';
import { hashToken, newToken, type Token } from '../token.ts';

/** AD-05: in minutes without a request, and in hours in all. */
const IDLE_MINUTES = 30;
const LONGEST_HOURS = 12;

/** How long a passkey may take to sign. */
const CHALLENGE_MINUTES = 5;

/** AD-08: how fresh, in milliseconds, the second factor must be for acts that hurt. */
export const FRESH_PROOF = 5 * 60_000;

export interface Session {
  readonly id: string;
  readonly accountId: string;
  readonly startedAt: Date;
  readonly seenAt: Date;
  /** Null until the second factor was shown: such a session opens nothing of the panel. */
  readonly provedAt: Date | null;
}

interface SessionRow extends Record<string, unknown> {
  id: string;
  account_id: string;
  started_at: string;
  seen_at: string;
  proved_at: string | null;
}

const live = sql`seen_at > now() - ${IDLE_MINUTES} * interval '1 minute'
  and started_at > now() - ${LONGEST_HOURS} * interval '1 hour'`;

const hexOf = (token: Token) => hashToken(token).toString('hex');

/** Begins a session after the first factor. The token travels in a cookie and is never stored. */
export async function openSession(accountId: string): Promise<Token> {
  const token = newToken();
  await database().execute(sql`
    insert into sessions (token_hash, account_id) values (decode(${hexOf(token)}, 'hex'), ${accountId})`);
  return token;
}

/** The live session of a token, by the database's clock; null when it ended, idled or its account is disabled. */
export async function readSession(token: Token): Promise<Session | null> {
  const [row] = await database().execute<SessionRow>(sql`
    select s.id, account_id, started_at, seen_at, proved_at from sessions s join accounts a on a.id = s.account_id
    where token_hash = decode(${hexOf(token)}, 'hex') and ${live} and a.disabled_at is null`);
  return row ? sessionOf(row) : null;
}

/** Notes that the session is in use, at most once a minute. */
export async function touchSession(session: Session): Promise<void> {
  await database().execute(sql`
    update sessions set seen_at = now() where id = ${session.id} and seen_at < now() - interval '1 minute'`);
}

/**
 * The second factor was shown: the session goes on under a new token, so that one stolen before it is worth nothing.
 * Null when the session has ended meanwhile.
 */
export async function proveSession(session: Session): Promise<Token | null> {
  const token = newToken();
  const rows = await database().execute(sql`
    update sessions set proved_at = now(), seen_at = now(), token_hash = decode(${hexOf(token)}, 'hex')
    where id = ${session.id} returning 1`);
  return rows.length > 0 ? token : null;
}

/** The second factor was shown once more, for an act that hurts. */
export async function renewProof(session: Session): Promise<void> {
  await database().execute(sql`update sessions set proved_at = now() where id = ${session.id}`);
}

/** All live sessions of an account, the newest first. */
export async function listSessions(accountId: string): Promise<Session[]> {
  const rows = await database().execute<SessionRow>(sql`
    select id, account_id, started_at, seen_at, proved_at from sessions
    where account_id = ${accountId} and ${live} order by started_at desc`);
  return rows.map(sessionOf);
}

/** Signing out: this session opens nothing any more. */
export async function closeSession(session: Session): Promise<void> {
  await database().execute(sql`delete from sessions where id = ${session.id}`);
}

/** Ends one session of this account, at once. False when it had ended before, or is another's. */
export async function endSession(accountId: string, sessionId: string, now: Date): Promise<boolean> {
  return (await endThose(accountId, sql`id::text = ${sessionId}`, now)) > 0;
}

/** Ends every session of the account but this one, at once. Answers how many. */
export const endOtherSessions = ({ accountId, id }: Session, now: Date): Promise<number> =>
  endThose(accountId, sql`id <> ${id}`, now);

async function endThose(accountId: string, those: SQL, now: Date): Promise<number> {
  return database().transaction(async (tx) => {
    const ended = await tx.execute(sql`delete from sessions where account_id = ${accountId} and ${those} returning 1`);
    const subject = { account: accountId, sessions: ended.length };
    if (ended.length > 0) await recordAudit(tx, { actor: accountId, act: 'session-ended', subject }, now);
    return ended.length;
  });
}

/** Ends all sessions of an account: its role changed, or it left. */
export async function endAllSessions(accountId: string): Promise<void> {
  await database().execute(sql`delete from sessions where account_id = ${accountId}`);
}

/** Sessions that nobody can use any more. Answers how many. */
export async function purgeSessions(): Promise<number> {
  const rows = await database().execute(sql`delete from sessions where not (${live}) returning 1`);
  return rows.length;
}

/** What a passkey must sign next in this session. */
export async function keepChallenge(session: Session, challenge: string): Promise<void> {
  await database().execute(sql`
    update sessions set challenge = ${challenge}, challenge_at = now() where id = ${session.id}`);
}

/** Takes the challenge out of the session: it is good once, whatever the answer to it is worth. */
export async function takeChallenge(session: Session): Promise<string | null> {
  const [row] = await database().execute<{ challenge: string }>(sql`
    with kept as (select id, challenge, challenge_at from sessions where id = ${session.id} for update)
    update sessions s set challenge = null, challenge_at = null from kept
    where s.id = kept.id and kept.challenge is not null
      and kept.challenge_at > now() - ${CHALLENGE_MINUTES} * interval '1 minute'
    returning kept.challenge`);
  return row?.challenge ?? null;
}

const sessionOf = (row: SessionRow): Session => ({
  id: row.id,
  accountId: row.account_id,
  startedAt: new Date(row.started_at),
  seenAt: new Date(row.seen_at),
  provedAt: row.proved_at ? new Date(row.proved_at) : null,
});
