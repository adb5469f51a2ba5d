import { and, eq, isNull, lt, or } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';
import { recordAudit } from '../audit.ts';
import { type CodeSecret, openCodeSecret, readStep, sealCodeSecret } from './codes.ts';
import { countRecoveryCodes, takeRecoveryCode } from './recovery-codes.ts';
import type { Session } from './sessions.ts';

/** AD-04: after so many wrong codes none is taken for so long, in milliseconds. */
const MOST_FAILURES = 5;
const BLOCK = 15 * 60_000;

const { accounts, passkeys } = schema;
type AccountRow = typeof accounts.$inferSelect;

export interface PasskeyLine {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
}

/** With what an account can show that it is itself. */
export interface Factors {
  readonly hasCodes: boolean;
  readonly passkeys: readonly PasskeyLine[];
  readonly recoveryCodesLeft: number;
}

export const hasFactor = (factors: Factors): boolean => factors.hasCodes || factors.passkeys.length > 0;

export async function readFactors(accountId: string): Promise<Factors> {
  const [row] = await database().select().from(accounts).where(eq(accounts.id, accountId));
  const lines = await database()
    .select({ id: passkeys.id, name: passkeys.name, createdAt: passkeys.createdAt })
    .from(passkeys)
    .where(eq(passkeys.accountId, accountId))
    .orderBy(passkeys.createdAt);
  return {
    hasCodes: Boolean(row?.totpSealed),
    passkeys: lines,
    recoveryCodesLeft: await countRecoveryCodes(accountId),
  };
}

export async function lockAccount(tx: Transaction, accountId: string): Promise<AccountRow | null> {
  const [row] = await tx.select().from(accounts).where(eq(accounts.id, accountId)).for('update');
  return row && !row.disabledAt ? row : null;
}

/** Under the lock of {@link lockAccount}: two answers at once never leave an account without a factor. */
export async function countFactors(tx: Transaction, account: AccountRow): Promise<number> {
  const keys = await tx.select({ id: passkeys.id }).from(passkeys).where(eq(passkeys.accountId, account.id));
  return keys.length + (account.totpSealed ? 1 : 0);
}

/**
 * Tries a typed code, of the app or a recovery code. One try at a time per account: who guesses in parallel has five
 * tries like anybody. While blocked, the right code is as wrong as any other.
 */
export async function proveByCode(accountId: string, typed: string, now: Date): Promise<'proved' | 'wrong'> {
  return database().transaction(async (tx) => {
    const account = await lockAccount(tx, accountId);
    if (!account || (account.blockedUntil && account.blockedUntil > now)) return 'wrong';
    const isRight = await takeCode(tx, account, typed, now);
    await noteTry(tx, account, isRight ? 0 : account.failures + 1, now);
    return isRight ? 'proved' : 'wrong';
  });
}

async function takeCode(tx: Transaction, account: AccountRow, typed: string, now: Date): Promise<boolean> {
  const digits = typed.replace(/\s/g, '');
  if (!/^\d{6}$/.test(digits)) return takeRecoveryCode(tx, account.id, typed, now);
  if (!account.totpSealed) return false;
  const step = readStep(await openCodeSecret(account.totpSealed, account.id), digits, now);
  return step !== null && takeStep(tx, account.id, step);
}

/** Each step's code is good once, and none before it any more. This statement alone decides (AD-04: replay). */
async function takeStep(tx: Transaction, accountId: string, step: number): Promise<boolean> {
  const isNew = or(isNull(accounts.totpStep), lt(accounts.totpStep, step));
  const taken = await tx
    .update(accounts)
    .set({ totpStep: step })
    .where(and(eq(accounts.id, accountId), isNew))
    .returning({ id: accounts.id });
  return taken.length > 0;
}

async function noteTry(tx: Transaction, { id }: AccountRow, failures: number, now: Date): Promise<void> {
  const isBlocked = failures >= MOST_FAILURES;
  const blockedUntil = isBlocked ? new Date(now.getTime() + BLOCK) : null;
  await tx
    .update(accounts)
    .set({ failures: isBlocked ? 0 : failures, blockedUntil })
    .where(eq(accounts.id, id));
}

export interface CodesWish {
  readonly session: Session;
  readonly secret: CodeSecret;
  /** The app's first code, which shows that it has the secret. */
  readonly typed: string;
}

/**
 * Sets the codes of the app, in place of those before. A session that has shown one factor alone may set the first
 * factor there is, and no other.
 */
export async function setCodes(
  { secret, session, typed }: CodesWish,
  now: Date,
): Promise<'set' | 'wrong' | 'not-allowed'> {
  return database().transaction(async (tx) => {
    const account = await lockAccount(tx, session.accountId);
    if (!account || (!session.provedAt && (await countFactors(tx, account)) > 0)) return 'not-allowed';
    const step = readStep(secret, typed.replace(/\s/g, ''), now);
    if (step === null) return 'wrong';
    const totpSealed = await sealCodeSecret(secret, account.id);
    await tx.update(accounts).set({ totpSealed, totpStep: step }).where(eq(accounts.id, account.id));
    await auditFactor(tx, account.id, { act: 'second-factor-set', factor: 'codes' }, now);
    return 'set';
  });
}

interface FactorAct {
  readonly act: 'second-factor-set' | 'second-factor-removed';
  readonly factor: 'codes' | 'passkey';
}

export const auditFactor = (tx: Transaction, accountId: string, { act, factor }: FactorAct, now: Date) =>
  recordAudit(tx, { actor: accountId, act, subject: { account: accountId, factor } }, now);

export type RemoveOutcome = 'removed' | 'last' | 'unknown';

/** The codes of the app open nothing any more. The last factor stays. */
export async function removeCodes(accountId: string, now: Date): Promise<RemoveOutcome> {
  return database().transaction(async (tx) => {
    const account = await lockAccount(tx, accountId);
    if (!account?.totpSealed) return 'unknown';
    if ((await countFactors(tx, account)) === 1) return 'last';
    await tx.update(accounts).set({ totpSealed: null, totpStep: null }).where(eq(accounts.id, accountId));
    await auditFactor(tx, accountId, { act: 'second-factor-removed', factor: 'codes' }, now);
    return 'removed';
  });
}
