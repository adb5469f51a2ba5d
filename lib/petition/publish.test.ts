import { eq } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import {
  auditOf,
  draftPetition,
  draftVersion,
  endorse,
  expect,
  leave,
  makePetition,
  sign,
  test,
  writeText,
} from '@/e2e/support/world.ts';
import { rootOf } from '../fault.ts';
import { petitionKeys } from '../keys/petition-keys.ts';
import { hashText } from './canonical.ts';
import { publishVersion } from './publish.ts';
import { findPetition, isMet, isOpen, type Petition, petitionState } from './read.ts';

const now = new Date();

/** The name of the promise that the database kept by refusing. */
const refusalOf = async (act: PromiseLike<unknown>): Promise<string> =>
  Promise.resolve(act).then(
    () => 'not refused',
    (fault: unknown) => rootOf(fault).message,
  );

test('endorsed by the lead and one partner, a petition is published and takes signatures', async () => {
  const draft = await draftPetition();
  await endorse(draft.versionId, draft.partnerIds);
  expect(await publishVersion(draft.versionId, 'command', now)).toBe('published');
  const petition = await findPetition(draft.slug);
  expect(await sign(petition as Petition)).toBe('accepted');
});

test('a draft is found by nobody', async () => {
  const draft = await draftPetition();
  expect(await findPetition(draft.slug)).toBe(null);
});

test('without the lead nothing is published, however many partners there are', async () => {
  const draft = await draftPetition({ partners: 5 });
  await endorse(draft.versionId, draft.partnerIds.slice(1));
  expect(await publishVersion(draft.versionId, 'command', now)).toBe('lead-has-not-endorsed');
});

test('the lead alone is too few', async () => {
  const draft = await draftPetition();
  await endorse(draft.versionId, draft.partnerIds.slice(0, 1));
  expect(await publishVersion(draft.versionId, 'command', now)).toBe('too-few-endorsements');
});

test('as many partners are needed as the petition says', async () => {
  const draft = await draftPetition({ partners: 4, partnersNeeded: 4 });
  await endorse(draft.versionId, draft.partnerIds.slice(0, 3));
  expect(await publishVersion(draft.versionId, 'command', now)).toBe('too-few-endorsements');
  await endorse(draft.versionId, draft.partnerIds.slice(3));
  expect(await publishVersion(draft.versionId, 'command', now)).toBe('published');
});

test('no petition may ask for fewer than two partners', async () => {
  expect(await refusalOf(draftPetition({ partnersNeeded: 1 }))).toContain('petition_needs_two_partners');
});

test('the endorsement of a partner that left does not count', async () => {
  const draft = await draftPetition();
  await endorse(draft.versionId, draft.partnerIds);
  await leave(draft.partnerIds[1] ?? '');
  expect(await publishVersion(draft.versionId, 'command', now)).toBe('too-few-endorsements');
});

test('an endorsement of one version is none of the next', async () => {
  const draft = await draftPetition();
  await endorse(draft.versionId, draft.partnerIds);
  await publishVersion(draft.versionId, 'command', now);
  const next = await draftVersion(draft.petitionId, 2, 'Sign another decree');
  expect(await publishVersion(next, 'command', now)).toBe('lead-has-not-endorsed');
});

test('the new version is in force, and the earlier one stays readable', async () => {
  const made = await makePetition();
  const next = await draftVersion(made.id, 2, 'Sign another decree');
  await endorse(
    next,
    made.partners.map(({ id }) => id),
  );
  expect(await publishVersion(next, 'command', new Date(now.getTime() + 1_000))).toBe('published');
  await expect.poll(async () => (await findPetition(made.slug))?.text.version).toBe(2);
  const petition = await findPetition(made.slug);
  expect(petition?.earlierTexts).toEqual([made.text]);
  expect(petition?.publishedAt).toEqual(made.publishedAt);
});

test('publishing twice, or at once, is publishing once', async () => {
  const draft = await draftPetition();
  await endorse(draft.versionId, draft.partnerIds);
  const outcomes = await Promise.all([1, 2, 3].map(() => publishVersion(draft.versionId, 'command', now)));
  expect(outcomes.sort()).toEqual(['already-published', 'already-published', 'published']);
  expect(await auditOf(draft.petitionId)).toHaveLength(1);
});

test('a version without text is not published', async () => {
  const draft = await draftPetition();
  await database().delete(schema.petitionTexts).where(eq(schema.petitionTexts.versionId, draft.versionId));
  await endorse(draft.versionId, draft.partnerIds);
  expect(await publishVersion(draft.versionId, 'command', now)).toBe('no-text');
});

test('publication is audited with the hash of the text, and names nobody', async () => {
  const { id, text } = await makePetition();
  expect(await auditOf(id)).toMatchObject([
    { actor: 'command', act: 'petition-published', subject: { petition: id, version: 1, sha256: text.sha256 } },
  ]);
});

test('the published hash can be worked out from what the page shows', async () => {
  const { id, text } = await makePetition();
  expect(hashText(id, text.version, text.texts).toString('hex')).toBe(text.sha256);
});

test('a petition that is public has its keys', async () => {
  const { data, duplicates } = await petitionKeys((await makePetition()).id);
  expect([data.symmetricKeySize, duplicates.symmetricKeySize]).toEqual([32, 32]);
});

test('published text never changes: no word, no language more, none less', async () => {
  const { text } = await makePetition();
  const texts = schema.petitionTexts;
  const here = eq(texts.versionId, text.id);
  const refusals = [
    await refusalOf(database().update(texts).set({ title: 'Another' }).where(here)),
    await refusalOf(database().delete(texts).where(here)),
    await refusalOf(writeText(text.id, 'de', 'Noch einer')),
  ];
  // It is endorsed, too, and that refuses first.
  for (const refusal of refusals) expect(refusal).toMatch(/^(endorsed|published)_text_never_changes$/);
});

test('text cannot be moved out of a published version, or into one', async () => {
  const [one, other] = [await makePetition(), await draftPetition()];
  const { petitionTexts: texts } = schema;
  const move = (from: string, to: string) =>
    database().update(texts).set({ versionId: to, language: 'de' }).where(eq(texts.versionId, from));
  const refused = /^(endorsed|published)_text_never_changes$/;
  expect(await refusalOf(move(one.text.id, other.versionId))).toMatch(refused);
  expect(await refusalOf(move(other.versionId, one.text.id))).toMatch(refused);
});

test('whoever changes the text while it is published, the hash fits the text', async () => {
  for (let round = 0; round < 10; round += 1) {
    const draft = await draftPetition();
    await endorse(draft.versionId, draft.partnerIds);
    await Promise.allSettled([
      writeText(draft.versionId, 'de', 'Noch einer'),
      publishVersion(draft.versionId, 'command', now),
      writeText(draft.versionId, 'ru', 'Ещё один'),
    ]);
    const published = await findPetition(draft.slug);
    const { sha256, texts } = (published as Petition).text;
    expect(hashText(draft.petitionId, 1, texts).toString('hex')).toBe(sha256);
  }
});

test('a published version keeps its number, its hash and its day', async () => {
  const { text } = await makePetition();
  const { petitionVersions: versions } = schema;
  const here = eq(versions.id, text.id);
  expect(await refusalOf(database().update(versions).set({ version: 9 }).where(here))).toBe(
    'published_version_never_changes',
  );
  expect(await refusalOf(database().update(versions).set({ publishedAt: null, sha256: null }).where(here))).toBe(
    'published_version_never_changes',
  );
});

test('publication is not taken back', async () => {
  const { id } = await makePetition();
  const { petitions } = schema;
  expect(await refusalOf(database().update(petitions).set({ publishedAt: null }).where(eq(petitions.id, id)))).toBe(
    'publication_is_not_taken_back',
  );
});

test('privacy only becomes stricter', async () => {
  const { id } = await makePetition();
  const { petitions } = schema;
  const set = (privacyMode: 'public' | 'private' | 'sealed' | 'count-only') =>
    refusalOf(database().update(petitions).set({ privacyMode }).where(eq(petitions.id, id)));
  expect(await set('public')).toBe('privacy_mode_only_becomes_stricter');
  expect(await set('sealed')).toBe('not refused');
  expect(await set('private')).toBe('privacy_mode_only_becomes_stricter');
  expect(await set('count-only')).toBe('not refused');
  expect(await set('sealed')).toBe('privacy_mode_only_becomes_stricter');
});

test('the audit is only added to', async () => {
  await makePetition();
  const { auditRecords } = schema;
  expect(await refusalOf(database().update(auditRecords).set({ actor: 'nobody' }))).toBe('audit_is_append_only');
  expect(await refusalOf(database().delete(auditRecords))).toBe('audit_is_append_only');
  expect(await refusalOf(database().execute('truncate audit_records'))).toBe('audit_is_append_only');
});

const line = (campaignId: string) => ({
  campaignId,
  happenedOn: '2022-11-01',
  who: { en: 'The president' },
  summary: { en: 'Something.' },
  source: { en: 'A source' },
});

test('a demand is met by a signed act, and by no word', async () => {
  const made = await makePetition();
  const records = schema.recordLines;
  for (const form of ['spoken', 'written', 'draft'] as const) {
    await database()
      .insert(records)
      .values({ ...line(made.campaign.id), form });
  }
  await expect.poll(async () => (await findPetition(made.slug))?.record.length).toBe(3);
  expect(isMet((await findPetition(made.slug)) as Petition)).toBe(false);
  const act = { form: 'signed act' as const, actNumber: '1', publishedIn: 'The gazette' };
  await database()
    .insert(records)
    .values({ ...line(made.campaign.id), ...act });
  await expect.poll(async () => isMet((await findPetition(made.slug)) as Petition)).toBe(true);
  expect(petitionState((await findPetition(made.slug)) as Petition, now)).toBe('met');
});

test('an act without number and place of publication is not recorded as signed', async () => {
  const { campaign } = await makePetition();
  const act = database()
    .insert(schema.recordLines)
    .values({ ...line(campaign.id), form: 'signed act' });
  expect(await refusalOf(act)).toContain('signed_act_has_number_and_publication');
});

test('a petition is open until the moment it closes', async () => {
  const closesAt = new Date(now.getTime() + 60_000);
  const petition = await makePetition({ closesAt });
  expect(isOpen(petition, new Date(closesAt.getTime() - 1))).toBe(true);
  expect(isOpen(petition, closesAt)).toBe(false);
  expect(petitionState(petition, closesAt)).toBe('closed');
});
