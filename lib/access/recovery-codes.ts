import { createHash } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';
import { recordAudit } from '../audit.ts';
import { openFromForm, sealIntoForm } from '../keys/carried.ts';
import { newToken } from '../token.ts';

/** AD-04: ten, of 120 bits each. */
const HOW_MANY = 10;
const BYTES = 15;

/** Crockford's letters: none that is read as another. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const { recoveryCodes } = schema;

/** Codes that count once they are kept, and the form's field that carries them until then. */
export interface OfferedRecoveryCodes {
  readonly codes: readonly string[];
  readonly carried: string;
}

const placeOf = (accountId: string) => `account/${accountId}/recovery-codes`;

/** Offers the codes that come back with the form, or new ones. */
export async function offerRecoveryCodes(accountId: string, carried = ''): Promise<OfferedRecoveryCodes> {
  const codes = (await readOfferedCodes(accountId, carried)) ?? Array.from({ length: HOW_MANY }, newRecoveryCode);
  return { codes, carried: await sealIntoForm(codes.join(' '), placeOf(accountId)) };
}

/** Null when the form's codes are none that were offered to this account. */
export const readOfferedCodes = async (accountId: string, carried: string): Promise<string[] | null> =>
  (await openFromForm(carried, placeOf(accountId)))?.split(' ') ?? null;

function newRecoveryCode(): string {
  const bits = [...Buffer.from(newToken(), 'base64url').subarray(0, BYTES)]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('');
  const letters = (bits.match(/.{5}/g) ?? []).map((five) => LETTERS[Number.parseInt(five, 2)]).join('');
  return (letters.match(/.{4}/g) ?? []).join('-');
}

/** However it was typed: small letters, blanks, O for 0. Null when it cannot be a code. */
function readRecoveryCode(typed: string): string | null {
  const letters = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{24}$/.test(letters) ? letters : null;
}

/** 120 random bits need no slow hash. */
const hashCode = (letters: string) => createHash('sha256').update(letters).digest();

/** These codes from now on; those before open nothing any more. */
export async function keepRecoveryCodes(accountId: string, codes: readonly string[], now: Date): Promise<void> {
  await database().transaction(async (tx) => {
    await tx.select().from(schema.accounts).where(eq(schema.accounts.id, accountId)).for('update');
    await tx.delete(recoveryCodes).where(eq(recoveryCodes.accountId, accountId));
    const rows = codes.map((code) => ({ accountId, codeHash: hashCode(code.replaceAll('-', '')) }));
    await tx.insert(recoveryCodes).values(rows);
    await recordAudit(tx, { actor: accountId, act: 'recovery-codes-made', subject: { account: accountId } }, now);
  });
}

/** True when it is one of the account's that was never used; from now on it is used. */
export async function takeRecoveryCode(tx: Transaction, accountId: string, typed: string, now: Date): Promise<boolean> {
  const letters = readRecoveryCode(typed);
  if (!letters) return false;
  const isIt = and(eq(recoveryCodes.accountId, accountId), eq(recoveryCodes.codeHash, hashCode(letters)));
  const taken = await tx
    .update(recoveryCodes)
    .set({ usedAt: now })
    .where(and(isIt, isNull(recoveryCodes.usedAt)))
    .returning({ usedAt: recoveryCodes.usedAt });
  if (taken.length === 0) return false;
  await recordAudit(tx, { actor: accountId, act: 'recovery-code-used', subject: { account: accountId } }, now);
  return true;
}

export async function countRecoveryCodes(accountId: string): Promise<number> {
  const isLeft = and(eq(recoveryCodes.accountId, accountId), isNull(recoveryCodes.usedAt));
  return (await database().select({ hash: recoveryCodes.codeHash }).from(recoveryCodes).where(isLeft)).length;
}
