import { makeMember } from '@/e2e/support/members.ts';
import { giveCodes, halfSession } from '@/e2e/support/second-factor.ts';
import { draftPetition, expect, test } from '@/e2e/support/world.ts';
import { findAccount } from './accounts.ts';
import { codeAt, newCodeSecret, readStep } from './codes.ts';
import { proveByCode, readFactors, removeCodes, setCodes } from './factors.ts';
import { removePasskey } from './passkeys.ts';
import { keepRecoveryCodes, offerRecoveryCodes, readOfferedCodes } from './recovery-codes.ts';
import { resetFactors } from './reset-factors.ts';
import { listSessions } from './sessions.ts';

const now = new Date();
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

async function person() {
  const { coalitionId } = await draftPetition();
  const { accountId } = await makeMember({ coalitionId, role: 'owner' });
  return accountId;
}

const withCodes = async () => {
  const accountId = await person();
  return { accountId, secret: await giveCodes(accountId) };
};

test('AD-04: a code is good once', async () => {
  const { accountId, secret } = await withCodes();
  const code = codeAt(secret, now);
  expect(await proveByCode(accountId, code, now)).toBe('proved');
  expect(await proveByCode(accountId, code, now)).toBe('wrong');
  expect(await proveByCode(accountId, codeAt(secret, later(30)), later(30))).toBe('proved');
});

test('AD-04: a code tried ten times at the same moment is taken once', async () => {
  const { accountId, secret } = await withCodes();
  const code = codeAt(secret, now);
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => proveByCode(accountId, code, now)));
  expect(outcomes.filter((outcome) => outcome === 'proved')).toHaveLength(1);
});

test('AD-04: a telephone may be one step off, and no further', async () => {
  const { accountId, secret } = await withCodes();
  expect(await proveByCode(accountId, codeAt(secret, later(-60)), now)).toBe('wrong');
  expect(await proveByCode(accountId, codeAt(secret, later(60)), now)).toBe('wrong');
  expect(await proveByCode(accountId, codeAt(secret, later(-30)), now)).toBe('proved');
  expect(await proveByCode(accountId, codeAt(secret, later(30)), now)).toBe('proved');
});

test('once the next code was taken, the one before is none any more', async () => {
  const { accountId, secret } = await withCodes();
  expect(await proveByCode(accountId, codeAt(secret, later(30)), now)).toBe('proved');
  expect(await proveByCode(accountId, codeAt(secret, now), now)).toBe('wrong');
});

test('AD-04: after five wrong codes none is taken for 15 minutes, and then the right one is', async () => {
  const { accountId, secret } = await withCodes();
  for (let n = 0; n < 5; n++) expect(await proveByCode(accountId, 'ABCD', now)).toBe('wrong');
  expect(await proveByCode(accountId, codeAt(secret, later(899)), later(899))).toBe('wrong');
  expect(await proveByCode(accountId, codeAt(secret, later(901)), later(901))).toBe('proved');
});

test('AD-04: guessing in parallel has five tries like any other', async () => {
  const { accountId, secret } = await withCodes();
  const right = codeAt(secret, now);
  const wrong = Array.from({ length: 40 }, (_, n) => String((Number(right) + n + 1) % 1_000_000).padStart(6, '0'));
  await Promise.all(wrong.map((code) => proveByCode(accountId, code, now)));
  expect(await proveByCode(accountId, right, now)).toBe('wrong');
});

test('four wrong codes and a right one begin the count anew', async () => {
  const { accountId, secret } = await withCodes();
  for (let n = 0; n < 4; n++) await proveByCode(accountId, '', now);
  expect(await proveByCode(accountId, codeAt(secret, now), now)).toBe('proved');
  for (let n = 0; n < 4; n++) await proveByCode(accountId, '', now);
  expect(await proveByCode(accountId, codeAt(secret, later(30)), later(30))).toBe('proved');
});

test('AD-04: a recovery code has 120 bits, is good once, and is read however it is typed', async () => {
  const { accountId } = await withCodes();
  const { codes } = await offerRecoveryCodes(accountId);
  await keepRecoveryCodes(accountId, codes, now);
  expect(codes).toHaveLength(10);
  expect(new Set(codes).size).toBe(10);
  const [first = '', second = ''] = codes;
  expect(first).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(await proveByCode(accountId, first, now)).toBe('proved');
  expect(await proveByCode(accountId, first, now)).toBe('wrong');
  const sloppy = ` ${second.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `;
  expect(await proveByCode(accountId, sloppy, now)).toBe('proved');
  expect((await readFactors(accountId)).recoveryCodesLeft).toBe(8);
});

test('new recovery codes end the ones before, and those of somebody else open nothing', async () => {
  const { accountId } = await withCodes();
  const other = await withCodes();
  const { codes: old } = await offerRecoveryCodes(accountId);
  await keepRecoveryCodes(accountId, old, now);
  const { codes } = await offerRecoveryCodes(accountId);
  await keepRecoveryCodes(accountId, codes, now);
  expect(await proveByCode(accountId, old[0] ?? '', now)).toBe('wrong');
  expect(await proveByCode(other.accountId, codes[0] ?? '', now)).toBe('wrong');
  expect(await proveByCode(accountId, codes[0] ?? '', now)).toBe('proved');
});

test('codes that a form carries are taken for the account they were shown to alone', async () => {
  const [mine, other] = [await person(), await person()];
  const { carried, codes } = await offerRecoveryCodes(mine);
  expect(await readOfferedCodes(mine, carried)).toEqual(codes);
  expect(await readOfferedCodes(other, carried)).toBe(null);
  expect(await readOfferedCodes(mine, 'junk')).toBe(null);
  expect(await readOfferedCodes(mine, Buffer.alloc(100).toString('base64url'))).toBe(null);
});

test('AD-03: one factor alone sets the first second factor, and never another', async () => {
  const accountId = await person();
  const [one, other] = [await halfSession(accountId), await halfSession(accountId)];
  const secret = newCodeSecret();
  expect(await setCodes({ session: one, secret, typed: '000' }, now)).toBe('wrong');
  expect(await setCodes({ session: one, secret, typed: codeAt(secret, now) }, now)).toBe('set');
  const theirs = newCodeSecret();
  expect(await setCodes({ session: other, secret: theirs, typed: codeAt(theirs, now) }, now)).toBe('not-allowed');
  expect(await proveByCode(accountId, codeAt(theirs, later(30)), later(30))).toBe('wrong');
});

test('the code that set the codes up signs nobody in', async () => {
  const accountId = await person();
  const secret = newCodeSecret();
  const typed = codeAt(secret, now);
  await setCodes({ session: await halfSession(accountId), secret, typed }, now);
  expect(await proveByCode(accountId, typed, now)).toBe('wrong');
});

test('the last second factor stays', async () => {
  const { accountId } = await withCodes();
  expect(await removeCodes(accountId, now)).toBe('last');
  expect(await removePasskey(accountId, 'nothing', now)).toBe('unknown');
  expect((await readFactors(accountId)).hasCodes).toBe(true);
});

test('the operator resets everything that opened an account', async () => {
  const { accountId, secret } = await withCodes();
  const account = await findAccount(accountId);
  expect(await resetFactors('nobody@example.org', now)).toBe('unknown');
  expect(await resetFactors(account?.mailbox ?? '', now)).toBe('reset');
  expect(await listSessions(accountId)).toEqual([]);
  expect(await proveByCode(accountId, codeAt(secret, now), now)).toBe('wrong');
});

test('the codes of an app are those of RFC 6238', () => {
  // Appendix B, the secret "12345678901234567890" at 1111111109 s, in six digits.
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' as ReturnType<typeof newCodeSecret>;
  expect(codeAt(secret, new Date(1111111109_000))).toBe('081804');
  expect(readStep(secret, '081804', new Date(1111111109_000))).toBe(37037036);
});
