import { randomUUID } from 'node:crypto';
import { endOtherSendings, publishNews, sendingOf, workUntilQuiet } from '@/e2e/support/sendings.ts';
import {
  expect,
  lettersTo,
  makePetition,
  newAddress,
  onlySignatureOf,
  sendOff,
  signAndConfirm,
  test,
} from '@/e2e/support/world.ts';
import { currentTime } from '../clock.ts';
import { newsToken } from '../keys/news-keys.ts';
import type { Petition } from '../petition/read.ts';
import { readDueSending } from '../sending/due.ts';
import { writePage } from '../sending/page.ts';
import { workOnSendings } from '../sending/work.ts';
import type { Token } from '../token.ts';
import { chooseDelivery, chooseFollowing } from './choose.ts';
import { eraseDetails } from './erase.ts';
import { findByToken } from './find.ts';
import { findFollower } from './follower.ts';
import { readFollower, readMySignature } from './read.ts';
import { withdrawSignature } from './withdraw.ts';

const nothing = { updates: false, partnerUpdates: false, email: '' };

test.beforeEach(endOtherSendings);

/** Somebody who asked for news: the link of the first letter, and that of letters of news. */
async function makeFollower(wish: { readonly consents?: readonly ('updates' | 'partner-updates')[] } = {}) {
  const petition = await makePetition();
  const email = newAddress();
  const own = await signAndConfirm(petition, { email, partner: 'partner-1', consents: ['updates'], ...wish });
  await sendOff();
  const { id } = await onlySignatureOf(petition);
  return { petition, email, own, news: await newsToken(id) };
}

test('EM-07: the link in a letter of news opens the choice about news, and nothing else', async () => {
  const { news, own } = await makeFollower();
  expect(await readFollower(news)).toMatchObject({ isNewsLink: true, consents: new Set(['updates']) });
  expect(await readFollower(own)).toMatchObject({ isNewsLink: false });
  expect(await findByToken(news)).toBe(null);
  expect(await readMySignature(news)).toBe(null);
  expect(await withdrawSignature(news)).toBe('unknown');
  expect(await eraseDetails(news)).toBe('unknown');
  expect(await chooseDelivery(news, true)).toBe('unknown');
  expect(await readMySignature(own)).toMatchObject({ consents: new Set(['updates']) });
});

test('EM-07: one click ends the consent and forgets the mailbox', async () => {
  const { news, own } = await makeFollower();
  expect(await chooseFollowing(news, nothing)).toBe('changed');
  expect(await chooseFollowing(news, nothing)).toBe('changed');
  expect(await readMySignature(own)).toMatchObject({ consents: new Set(), mailboxIsKept: false });
});

test('a partner’s letters keep the mailbox, and a link of news cannot touch them', async () => {
  const { news, own } = await makeFollower({ consents: ['updates', 'partner-updates'] });
  expect(await chooseFollowing(news, { ...nothing, partnerUpdates: true })).toBe('changed');
  expect(await readMySignature(own)).toMatchObject({ consents: new Set(['partner-updates']), mailboxIsKept: true });
  expect(await chooseFollowing(own, nothing)).toBe('changed');
  expect(await readMySignature(own)).toMatchObject({ consents: new Set(), mailboxIsKept: false });
  expect(await chooseFollowing(news, { ...nothing, partnerUpdates: true })).toBe('changed');
  expect(await readMySignature(own)).toMatchObject({ consents: new Set() });
});

test('news comes again only to the address that signed', async () => {
  const { email, news, own } = await makeFollower();
  await chooseFollowing(news, nothing);
  expect(await chooseFollowing(news, { ...nothing, updates: true, email: newAddress() })).toEqual({
    problem: 'other-address',
  });
  expect(await chooseFollowing(news, { ...nothing, updates: true, email })).toBe('changed');
  expect(await readMySignature(own)).toMatchObject({ consents: new Set(['updates']), mailboxIsKept: true });
});

test('links of nobody, of the withdrawn and of the erased change nothing', async () => {
  const gone = await makeFollower();
  await withdrawSignature(gone.own);
  expect(await findFollower(gone.news)).toBe(null);
  expect(await chooseFollowing(gone.news, { ...nothing, updates: true, email: gone.email })).toBe('unknown');
  const erased = await makeFollower();
  await eraseDetails(erased.own);
  expect(await chooseFollowing(erased.news, nothing)).toBe('changed');
  expect(await chooseFollowing(erased.news, { ...nothing, updates: true, email: erased.email })).toBe('erased');
  expect(await findFollower(await newsToken(randomUUID()))).toBe(null);
  expect(await findFollower('A'.repeat(43) as Token)).toBe(null);
});

const ways: Readonly<Record<string, (follower: Awaited<ReturnType<typeof makeFollower>>) => Promise<unknown>>> = {
  'one click': ({ news }) => chooseFollowing(news, nothing),
  'the own page': ({ own }) => chooseFollowing(own, nothing),
  withdrawing: ({ own }) => withdrawSignature(own),
  erasing: ({ own }) => eraseDetails(own),
};

/** Letters of news; whoever leaves is told so by a letter of its own. */
const waitsFor = async (email: string): Promise<number> =>
  (await lettersTo(email)).filter(({ kind }) => kind === 'update').length;

for (const [name, leave] of Object.entries(ways)) {
  test(`EM-07: ${name} takes back what waits, between the page and the sending`, async () => {
    const follower = await makeFollower();
    const updateId = await publishNews(follower.petition);
    await workUntilQuiet();
    expect(await waitsFor(follower.email)).toBe(1);
    await leave(follower);
    expect(await waitsFor(follower.email)).toBe(0);
    await workOnSendings();
    expect((await sendingOf(updateId)).endedAt).not.toBe(null);
  });

  test(`${name} at the moment in which the page is written leaves no letter behind`, async () => {
    for (let round = 0; round < 8; round += 1) {
      const follower = await makeFollower();
      await raceWithPage(follower.petition, round * 2, () => leave(follower));
      expect(await waitsFor(follower.email), `round ${round}`).toBe(0);
    }
  });
}

/** Writes the page, and lets the signer leave so many milliseconds after the page has begun. */
async function raceWithPage(petition: Petition, milliseconds: number, leave: () => Promise<unknown>): Promise<void> {
  await endOtherSendings();
  await publishNews(petition);
  const sending = await readDueSending();
  if (!sending) throw new Error('No sending is due.');
  const later = new Promise((resolve) => setTimeout(resolve, milliseconds)).then(leave);
  await Promise.all([writePage(sending, await currentTime()), later]);
}
