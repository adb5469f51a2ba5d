import { currentTime } from '@/db/clock.ts';
import { keepAllPeriods, letClosingAge } from '@/e2e/support/retention.ts';
import { makeWriting, ownerOf } from '@/e2e/support/versions.ts';
import { auditOf, expect, makePetition, sign, signAndReadLetter, test } from '@/e2e/support/world.ts';
import { findCampaign } from '../petition/campaign.ts';
import { listPetitions } from '../petition/list.ts';
import { findPetition, type Petition } from '../petition/read.ts';
import { confirmSignature } from '../signature/confirm.ts';
import { findTeamPetition } from '../team/places.ts';
import {
  archivePetition,
  closeAllPetitions,
  closePetition,
  closingState,
  countWaitingAttempts,
  listOpenPetitions,
  reopenPetition,
  restorePetition,
} from './closing.ts';

const reason = { en: 'The decree is signed.', ru: 'Указ подписан.' };

async function makeOwned() {
  const petition = await makePetition({ title: `Close ${Math.random()}` });
  const { owner, team } = await ownerOf(petition);
  const fresh = async () => {
    const row = await findTeamPetition(owner, petition.slug);
    if (!row) throw new Error('No petition.');
    return row;
  };
  const page = async () => (await findPetition(petition.slug)) as Petition;
  return { petition, owner, team, fresh, page };
}

test('closing ends signing at once, and the public page gives the reason', async () => {
  const { owner, page, petition, team } = await makeOwned();
  const token = await signAndReadLetter(petition);
  expect(await countWaitingAttempts(petition.id)).toBe(1);
  expect(await closePetition(team, owner, reason, await currentTime())).toBe('done');
  expect(await sign(petition)).toBe('closed');
  await expect.poll(async () => (await page()).events).toMatchObject([{ kind: 'closed', reason }]);
  // Links of letters that were sent before go on working for a day.
  expect(await confirmSignature(token)).toBe('confirmed');
  expect((await auditOf(petition.id)).at(-1)).toMatchObject({ actor: owner.accountId, act: 'petition-closed' });
});

test('a closed petition is opened again, with a new date or without one', async () => {
  const { fresh, owner, petition, team } = await makeOwned();
  const now = await currentTime();
  await closePetition(team, owner, reason, now);
  const past = { closesAt: new Date(now.getTime() - 1), reason };
  expect(await reopenPetition(team, owner, past, now)).toBe('past');
  const closesAt = new Date(now.getTime() + 86_400_000);
  expect(await reopenPetition(team, owner, { closesAt, reason }, now)).toBe('done');
  expect(await fresh()).toMatchObject({ closedAt: null, closesAt });
  expect(await sign(petition)).toBe('accepted');
  expect(closingState(await fresh(), closesAt)).toBe('closed');
  expect(await reopenPetition(team, owner, { closesAt: null, reason }, closesAt)).toBe('done');
  expect((await fresh()).closesAt).toBe(null);
});

test('an archived petition leaves the public list and keeps its page', async () => {
  const { owner, page, petition, team } = await makeOwned();
  const now = await currentTime();
  const listed = async () =>
    (
      await listPetitions({
        words: petition.text.texts[0]?.title ?? '',
        state: null,
        order: 'newest',
        page: 1,
        perPage: 20,
      })
    ).slugs;
  expect(await archivePetition(team, owner, now)).toBe('other-state');
  await closePetition(team, owner, reason, now);
  expect(await listed()).toEqual([petition.slug]);
  expect(await archivePetition(team, owner, now)).toBe('done');
  expect(await listed()).toEqual([]);
  await expect.poll(async () => (await page()).archivedAt).not.toBe(null);
  expect((await findCampaign(petition.campaign.slug))?.petitionSlugs).toEqual([petition.slug]);
  expect(await reopenPetition(team, owner, { closesAt: null, reason }, now)).toBe('other-state');
  expect(await restorePetition(team, owner, now)).toBe('done');
  expect(await listed()).toEqual([petition.slug]);
});

test('two who close at once close once', async () => {
  const { owner, petition, team } = await makeOwned();
  const now = await currentTime();
  const outcomes = await Promise.all([1, 2, 3].map(() => closePetition(team, owner, reason, now)));
  expect(outcomes.sort()).toEqual(['done', 'other-state', 'other-state']);
  expect((await auditOf(petition.id)).filter(({ act }) => act === 'petition-closed')).toHaveLength(1);
});

test('what is not published is not closed', async () => {
  const writing = await makeWriting();
  expect(await closePetition(await writing.team(), writing.owner, reason, await currentTime())).toBe('other-state');
});

test('closing all closes the open petitions of this coalition and of no other', async () => {
  const [ours, theirs] = [await makeOwned(), await makeOwned()];
  const now = await currentTime();
  expect((await listOpenPetitions(ours.owner.coalition.id, now)).map(({ slug }) => slug)).toEqual([ours.petition.slug]);
  expect(await closeAllPetitions(ours.owner, reason, now)).toBe(1);
  expect(await closeAllPetitions(ours.owner, reason, now)).toBe(0);
  expect(closingState(await ours.fresh(), now)).toBe('closed');
  expect(closingState(await theirs.fresh(), now)).toBe('open');
});

test('PV-07: two weeks after closing a petition stays closed, whoever wants to open it', async () => {
  const { fresh, owner, petition, team } = await makeOwned();
  await sign(petition);
  await closePetition(team, owner, reason, await currentTime());
  await letClosingAge(petition, 15);
  await keepAllPeriods();
  const wish = { closesAt: null, reason };
  expect(await reopenPetition(await fresh(), owner, wish, await currentTime())).toBe('keys-gone');
});
