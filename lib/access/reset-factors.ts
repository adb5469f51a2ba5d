import { eq } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { recordAudit } from '../audit.ts';
import { findAccountByAddress } from './accounts.ts';

const { accounts, passkeys, recoveryCodes, sessions } = schema;

/**
 * For somebody whose telephone, passkeys and recovery codes are all gone; the operator alone does it, after making sure
 * who asks. Everything that opened the account opens it no more, and the next letter leads to a new second factor.
 */
export async function resetFactors(canonicalAddress: string, now: Date): Promise<'reset' | 'unknown'> {
  const account = await findAccountByAddress(canonicalAddress);
  if (!account) return 'unknown';
  const { id } = account;
  await database().transaction(async (tx) => {
    const cleared = { totpSealed: null, totpStep: null, failures: 0, blockedUntil: null };
    await tx.update(accounts).set(cleared).where(eq(accounts.id, id));
    await tx.delete(passkeys).where(eq(passkeys.accountId, id));
    await tx.delete(recoveryCodes).where(eq(recoveryCodes.accountId, id));
    await tx.delete(sessions).where(eq(sessions.accountId, id));
    const subject = { account: id, factor: 'all' };
    await recordAudit(tx, { actor: 'command', act: 'second-factor-removed', subject }, now);
  });
  return 'reset';
}
