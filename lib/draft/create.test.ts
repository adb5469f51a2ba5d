import { currentTime } from '@/db/clock.ts';
import { makeMember } from '@/e2e/support/members.ts';
import { auditOf, draftPetition, endorse, expect, makePetition, test } from '@/e2e/support/world.ts';
import { findTeamPetition } from '../team/places.ts';
import { createPetition } from './create.ts';
import { listOverview } from './overview.ts';
import { loadDrafts } from './read.ts';
import { saveDraft } from './save.ts';

const wish = { campaign: '', title: 'Подпишите указ', slug: '', language: 'ru' };

test('a new petition has an address, a draft in its source language, and a line in the audit', async () => {
  const { coalitionId, slug: campaign } = await draftPetition({ partners: 3 });
  const anna = await makeMember({ coalitionId, role: 'editor' });
  const slug = `${campaign}-b`;
  const now = await currentTime();
  expect(await createPetition(anna, { ...wish, campaign, slug }, now)).toEqual({ kind: 'created', slug });
  const petition = await findTeamPetition(anna, slug);
  expect(petition).toMatchObject({
    publishedAt: null,
    partnersNeeded: 3,
    sourceLanguage: 'ru',
    privacyMode: 'private',
  });
  const { source } = await loadDrafts(petition?.id ?? '');
  expect(source).toMatchObject({ language: 'ru', revision: 1, fields: { title: 'Подпишите указ' } });
  expect((await auditOf(petition?.id ?? '')).map(({ act }) => act)).toEqual(['petition-created']);
});

test('a taken, malformed or missing address is a problem of its field', async () => {
  const { coalitionId, slug: campaign } = await draftPetition();
  const anna = await makeMember({ coalitionId, role: 'editor' });
  const now = await currentTime();
  const create = (more: Partial<typeof wish>) => createPetition(anna, { ...wish, campaign, ...more }, now);
  const slugProblem = (problem: string) => ({ kind: 'problems', problems: { slug: problem } });
  expect(await create({ slug: campaign })).toEqual(slugProblem('slug.taken'));
  expect(await create({ slug: 'Два Слова' })).toEqual(slugProblem('slug.malformed'));
  expect(await create({ slug: 'a'.repeat(81) })).toEqual(slugProblem('slug.malformed'));
  expect(await create({ title: 'عريضة' })).toEqual(slugProblem('slug.missing'));
  expect(await create({ title: 'A\u0000B', slug: 'ab' })).toMatchObject({ problems: { title: 'title.unseen' } });
  expect(await create({ title: '' })).toMatchObject({ problems: { title: 'title.missing' } });
});

test("another coalition's campaign is as good as none", async () => {
  const [mine, other] = [await draftPetition(), await draftPetition()];
  const anna = await makeMember({ coalitionId: mine.coalitionId, role: 'editor' });
  const outcome = await createPetition(anna, { ...wish, campaign: other.slug, slug: 'x1' }, await currentTime());
  expect(outcome).toEqual({ kind: 'problems', problems: { campaign: 'campaign.missing' } });
});

test('the overview says what each petition waits for, to each role its own', async () => {
  const { coalitionId, partnerIds, petitionId, slug, versionId } = await draftPetition();
  const [lead = '', second = ''] = partnerIds;
  const anna = await makeMember({ coalitionId, role: 'editor' });
  const pavel = await makeMember({ coalitionId, role: 'partner', partnerId: second });
  const now = await currentTime();
  const stepsFor = async (member: typeof anna) => (await listOverview(member, now)).find((p) => p.slug === slug)?.steps;
  expect(await stepsFor(anna)).toEqual([{ kind: 'wait', count: 2 }]);
  expect(await stepsFor(pavel)).toEqual([{ kind: 'endorse' }]);
  await endorse(versionId, [second]);
  expect(await stepsFor(pavel)).toEqual([{ kind: 'wait', count: 1 }]);
  await endorse(versionId, [lead]);
  expect(await stepsFor(anna)).toEqual([{ kind: 'publish' }]);
  const { source } = await loadDrafts(petitionId);
  const fields = { ...source.fields, body: 'Another text.' };
  const save = { language: 'en', revision: 0, sourceRevision: 0, isUpToDate: false, isAutomatic: false } as const;
  await saveDraft(anna, petitionId, { ...save, fields }, now);
  expect(await stepsFor(anna)).toEqual([{ kind: 'publish' }, { kind: 'offer', version: 1 }]);
});

test("the overview holds the coalition's own petitions alone", async () => {
  const petition = await makePetition();
  const { coalitionId, slug } = await draftPetition();
  const anna = await makeMember({ coalitionId, role: 'editor' });
  const slugs = (await listOverview(anna, await currentTime())).map((p) => p.slug);
  expect(slugs).toEqual([slug]);
  expect(slugs).not.toContain(petition.slug);
});
