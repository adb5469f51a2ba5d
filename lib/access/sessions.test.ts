import { waitingTokens } from '@/e2e/support/invitations.ts';
import { makeMember, signIn } from '@/e2e/support/members.ts';
import { ageLinks, ageSessions, disableAccount, halfSession } from '@/e2e/support/second-factor.ts';
import { draftPetition, expect, test } from '@/e2e/support/world.ts';
import { newToken } from '../token.ts';
import { findAccount } from './accounts.ts';
import {
  endOtherSessions,
  endSession,
  keepChallenge,
  listSessions,
  openSession,
  proveSession,
  purgeSessions,
  readSession,
  takeChallenge,
} from './sessions.ts';
import { isLinkOpen, purgeSignInLinks, spendSignInLink, writeSignInLink } from './sign-in-links.ts';

const now = new Date();

async function person() {
  const { coalitionId } = await draftPetition();
  const { accountId } = await makeMember({ coalitionId, role: 'owner' });
  return accountId;
}

test('AD-05: the second factor turns the token: what was stolen before opens nothing', async () => {
  const accountId = await person();
  const before = await openSession(accountId);
  const session = await readSession(before);
  expect(session?.provedAt).toBe(null);
  const after = session && (await proveSession(session));
  expect(await readSession(before)).toBe(null);
  expect((await readSession(after ?? newToken()))?.provedAt).toBeInstanceOf(Date);
});

test('AD-05: a session idles out after 30 minutes, and ends after 12 hours however busy it is', async () => {
  const accountId = await person();
  const token = await signIn(accountId);
  await ageSessions(accountId, { seen: 29, started: 719 });
  expect(await readSession(token)).not.toBe(null);
  await ageSessions(accountId, { seen: 2 });
  expect(await readSession(token)).toBe(null);
  const other = await signIn(accountId);
  await ageSessions(accountId, { started: 721 });
  expect(await readSession(other)).toBe(null);
  expect(await purgeSessions()).toBeGreaterThanOrEqual(2);
});

test('AD-05: an ended session is dead with the next request, and only one’s own can be ended', async () => {
  const [accountId, stranger] = [await person(), await person()];
  const token = await signIn(accountId);
  const session = await readSession(token);
  expect(await endSession(stranger, session?.id ?? '', now)).toBe(false);
  expect(await endSession(accountId, 'no-id', now)).toBe(false);
  expect(await readSession(token)).not.toBe(null);
  expect(await endSession(accountId, session?.id ?? '', now)).toBe(true);
  expect(await readSession(token)).toBe(null);
});

test('all others end, and this one stays', async () => {
  const accountId = await person();
  const tokens = [await signIn(accountId), await signIn(accountId), await openSession(accountId)];
  const mine = await readSession(tokens[0] ?? newToken());
  if (!mine) throw new Error('No session.');
  expect(await endOtherSessions(mine, now)).toBe(2);
  expect((await listSessions(accountId)).map(({ id }) => id)).toEqual([mine.id]);
});

test('AD-05: a disabled account’s sessions open nothing', async () => {
  const accountId = await person();
  const token = await signIn(accountId);
  await disableAccount(accountId);
  expect(await readSession(token)).toBe(null);
});

test('a challenge is good once', async () => {
  const session = await halfSession(await person());
  expect(await takeChallenge(session)).toBe(null);
  await keepChallenge(session, 'sign this');
  const taken = await Promise.all([takeChallenge(session), takeChallenge(session), takeChallenge(session)]);
  expect(taken.filter(Boolean)).toEqual(['sign this']);
});

async function mailLinks(count: number) {
  const account = await findAccount(await person());
  if (!account) throw new Error('No account.');
  const hashes = Array.from({ length: count }, () => newToken());
  for (const tokenHash of hashes) await writeSignInLink(account, { token: newToken(), tokenHash }, now);
  return { account, hashes };
}

test('AD-03: a link signs in once, even when it is followed twice at the same moment', async () => {
  const { account, hashes } = await mailLinks(1);
  const [hash = ''] = hashes;
  expect(await isLinkOpen(hash)).toBe(true);
  const followed = await Promise.all([1, 2, 3].map(() => spendSignInLink(hash)));
  expect(followed.filter(Boolean)).toEqual([account.id]);
  expect(await isLinkOpen(hash)).toBe(false);
});

test('a link is over after 15 minutes', async () => {
  const { account, hashes } = await mailLinks(1);
  await ageLinks(account.id, 16);
  expect(await isLinkOpen(hashes[0] ?? '')).toBe(false);
  expect(await spendSignInLink(hashes[0] ?? '')).toBe(null);
  expect(await purgeSignInLinks()).toBeGreaterThanOrEqual(1);
});

test('AD-06: somebody who asks a hundred times fills no mailbox and locks nobody out', async () => {
  const { account, hashes } = await mailLinks(20);
  expect(await waitingTokens(account.mailbox)).toHaveLength(3);
  expect(await isLinkOpen(hashes[0] ?? '')).toBe(true);
});
