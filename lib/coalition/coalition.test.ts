import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { coalitionIdOf, makeCoalition } from '@/e2e/support/coalitions.ts';
import { formOf } from '@/e2e/support/forms.ts';
import { actsIn } from '@/e2e/support/invitations.ts';
import { makeMember } from '@/e2e/support/members.ts';
import { expect, makePetition, test } from '@/e2e/support/world.ts';
import { findAccount } from '../access/accounts.ts';
import { findCampaign } from '../petition/campaign.ts';
import { findMember } from '../team/members.ts';
import { findTeamCampaign } from '../team/places.ts';
import {
  createCampaign,
  describeCampaign,
  isCampaignPublic,
  listCampaigns,
  publishCampaign,
  readNewCampaign,
  typedCampaign,
} from './campaign.ts';
import { describeCoalition, findDescription, readDescription, typedDescription } from './describe.ts';
import { markOf } from './fields.ts';
import { foundCoalition, readFounding } from './found.ts';

const now = new Date();
const newSlug = () => `own-${randomBytes(5).toString('hex')}`;

async function founder() {
  const { owner } = await makeCoalition();
  const account = await findAccount(owner.accountId);
  if (!account) throw new Error('No account.');
  return { ...account, mayFound: true };
}

test('whoever founds a coalition is its owner, and it is audited', async () => {
  const account = await founder();
  const slug = newSlug();
  expect(await foundCoalition(account, { slug, name: { ru: 'Свои' } }, now)).toBe('founded');
  expect(await findMember(account.id, slug)).toMatchObject({ role: 'owner', partnerId: null });
  const [record] = await actsIn(await coalitionIdOf(slug));
  expect(record).toEqual({ actor: account.id, act: 'coalition-founded', subject: { coalition: slug } });
});

test('an account that may not found founds nothing', async () => {
  const slug = newSlug();
  const account = { ...(await founder()), mayFound: false };
  expect(await foundCoalition(account, { slug, name: { en: 'A' } }, now)).toBe('not-allowed');
  expect(await coalitionIdOf(slug)).toBe('');
});

test('of two that found under one address at once, one does', async () => {
  const account = await founder();
  const slug = newSlug();
  const outcomes = await Promise.all([1, 2, 3].map(() => foundCoalition(account, { slug, name: { en: 'A' } }, now)));
  expect(outcomes.sort()).toEqual(['founded', 'slug-taken', 'slug-taken']);
});

test('the founding form asks for a name first, and makes the address from it', () => {
  expect(readFounding(formOf({})).problems).toEqual([{ field: 'name-en', key: 'coalition.name.missing' }]);
  expect(readFounding(formOf({ 'name-de': 'Für alle' })).founding).toEqual({
    slug: 'fuer-alle',
    name: { de: 'Für alle' },
  });
});

test('the second of two who describe from one state is told, and overwrites nothing', async () => {
  const { owner } = await makeCoalition();
  const mark = markOf(typedDescription(await findDescription(owner)));
  const mine = { name: { en: 'Mine' }, about: {} };
  expect(await describeCoalition(owner, mine, mark, now)).toBe('saved');
  expect(await describeCoalition(owner, { name: { en: 'Late' }, about: {} }, mark, now)).toBe('stale');
  expect((await findDescription(owner)).name).toEqual({ en: 'Mine' });
});

test('two saves at the same moment leave one', async () => {
  const { owner } = await makeCoalition();
  const mark = markOf(typedDescription(await findDescription(owner)));
  const outcomes = await Promise.all(
    ['a', 'b'].map((en) => describeCoalition(owner, { name: { en }, about: {} }, mark, now)),
  );
  expect(outcomes.sort()).toEqual(['saved', 'stale']);
});

test('words that nobody can see, too many of them and none at all are each told at their field', () => {
  const problemsOf = (values: Record<string, string>) => readDescription(formOf(values)).problems;
  expect(problemsOf({ 'name-en': 'a\u202eb' })).toEqual([{ field: 'name-en', key: 'coalition.problem.unseen' }]);
  expect(problemsOf({ 'name-ar': 'ما\u200cهى' })).toEqual([]);
  expect(problemsOf({ 'name-en': 'a'.repeat(101) })).toMatchObject([{ field: 'name-en', count: 100 }]);
  expect(problemsOf({ 'about-en': 'only this' })).toMatchObject([{ key: 'coalition.name.missing' }]);
});

async function newCampaign() {
  const { id, owner } = await makeCoalition();
  const slug = newSlug();
  expect(await createCampaign(owner, { slug, title: { en: 'A' }, goal: { en: 'B' } }, now)).toBe('created');
  const campaign = await findTeamCampaign(owner, slug);
  if (!campaign) throw new Error('No campaign.');
  return { coalitionId: id, owner, slug, campaign };
}

test('a campaign is hidden until it is published, once', async () => {
  const { campaign, coalitionId, owner, slug } = await newCampaign();
  expect(await findCampaign(slug)).toBe(null);
  expect(await publishCampaign(owner, campaign, now)).toBe('published');
  expect(await publishCampaign(owner, campaign, now)).toBe('already-published');
  expect(await findCampaign(slug)).toMatchObject({ slug, title: { en: 'A' }, logo: null });
  expect((await actsIn(coalitionId)).map(({ act }) => act)).toEqual(['campaign-created', 'campaign-published']);
});

test('with its first published petition a campaign is public in any case', async () => {
  const petition = await makePetition();
  const coalitionId = await coalitionIdOf(petition.coalition.slug);
  const owner = await makeMember({ coalitionId, role: 'owner' });
  const campaign = await findTeamCampaign(owner, petition.campaign.slug);
  if (!campaign) throw new Error('No campaign.');
  await database().update(schema.campaigns).set({ publishedAt: null }).where(eq(schema.campaigns.id, campaign.id));
  expect(await isCampaignPublic({ ...campaign, publishedAt: null })).toBe(true);
  expect(await findCampaign(campaign.slug)).toMatchObject({ petitionSlugs: [petition.slug] });
});

test('an address of a campaign is given once on the whole site', async () => {
  const { slug } = await newCampaign();
  const other = await makeCoalition();
  expect(await createCampaign(other.owner, { slug, title: { en: 'A' }, goal: { en: 'B' } }, now)).toBe('slug-taken');
  expect(await listCampaigns(other.owner)).toEqual([]);
});

test('a stale edit of a campaign is told', async () => {
  const { campaign, owner } = await newCampaign();
  const mark = markOf(typedCampaign(campaign));
  const texts = { title: { en: 'Changed' }, goal: { en: 'B' } };
  expect(await describeCampaign(owner, campaign, { mark, texts }, now)).toBe('saved');
  expect(await describeCampaign(owner, campaign, { mark, texts: { ...texts, title: { en: 'Late' } } }, now)).toBe(
    'stale',
  );
  expect((await listCampaigns(owner))[0]).toMatchObject({ title: { en: 'Changed' }, petitions: 0, lines: 0 });
});

test('a campaign without title or goal asks for both, and keeps the address that was typed', () => {
  const { problems, typed } = readNewCampaign(formOf({ slug: 'my-own' }));
  expect(problems.map(({ key }) => key)).toEqual(['campaign-team.title.missing', 'campaign-team.goal.missing']);
  expect(typed.slug).toBe('my-own');
});
