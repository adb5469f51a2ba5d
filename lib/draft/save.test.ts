import { eq } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { makeMember } from '@/e2e/support/members.ts';
import { auditOf, draftPetition, expect, makePetition, test } from '@/e2e/support/world.ts';
import type { Locale } from '../i18n/locales.ts';
import { type DraftFields, emptyDraft } from './fields.ts';
import { fieldsAt, findSave, listSaves } from './history.ts';
import { draftIn, draftState, loadDrafts, readDrafts } from './read.ts';
import { type DraftWish, saveDraft } from './save.ts';

const whole: DraftFields = {
  ...emptyDraft,
  title: 'Sign it',
  demand: 'We demand a decree.',
  addressee: 'The president',
  act: 'A decree',
  body: 'A text.',
};

const wish = (
  language: Locale,
  revision: number,
  fields: Partial<DraftFields>,
  more: Partial<DraftWish> = {},
): DraftWish => ({
  language,
  revision,
  fields: { ...whole, ...fields },
  sourceRevision: 0,
  isUpToDate: false,
  isAutomatic: false,
  ...more,
});

/** A petition without a version: its drafts begin empty. */
async function emptyPetition() {
  const { coalitionId, petitionId, versionId } = await draftPetition();
  await database().delete(schema.petitionTexts).where(eq(schema.petitionTexts.versionId, versionId));
  await database().delete(schema.petitionVersions).where(eq(schema.petitionVersions.id, versionId));
  const anna = await makeMember({ coalitionId, role: 'editor', name: 'Anna' });
  const boris = await makeMember({ coalitionId, role: 'editor', name: 'Boris' });
  const tamara = await makeMember({ coalitionId, role: 'translator', name: 'Tamara' });
  return { coalitionId, petitionId, anna, boris, tamara };
}

/** Every text that the history holds of one language. */
async function bodiesOf(petitionId: string, language: Locale): Promise<string[]> {
  const saves = await listSaves(petitionId, language);
  const found = await Promise.all(saves.map(({ id }) => findSave(petitionId, language, String(id))));
  return found.map((save) => save?.fields.body ?? '').sort();
}

test('of two saves at once one wins, one is told, and both are in the history', async () => {
  const { anna, boris, petitionId } = await emptyPetition();
  const now = await currentTime();
  const outcomes = await Promise.all([
    saveDraft(anna, petitionId, wish('en', 0, { body: 'By Anna' }), now),
    saveDraft(boris, petitionId, wish('en', 0, { body: 'By Boris' }), now),
  ]);
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['saved', 'stale']);
  expect(await bodiesOf(petitionId, 'en')).toEqual(['By Anna', 'By Boris']);
  const { source } = await loadDrafts(petitionId);
  const winner = outcomes[0]?.kind === 'saved' ? 'By Anna' : 'By Boris';
  expect(source.fields.body).toBe(winner);
  expect(source.revision).toBe(1);
});

test('a save after being told wins, and the other text stays in the history', async () => {
  const { anna, boris, petitionId } = await emptyPetition();
  const now = await currentTime();
  await saveDraft(anna, petitionId, wish('en', 0, { body: 'By Anna' }), now);
  const told = await saveDraft(boris, petitionId, wish('en', 0, { body: 'By Boris' }), now);
  expect(told.kind === 'stale' && told.theirs.fields.body).toBe('By Anna');
  const again = await saveDraft(boris, petitionId, wish('en', 1, { body: 'By both' }), now);
  expect(again.kind).toBe('saved');
  expect(await bodiesOf(petitionId, 'en')).toEqual(['By Anna', 'By Boris', 'By both']);
});

test('one person in two windows loses neither text', async () => {
  const { anna, petitionId } = await emptyPetition();
  const now = await currentTime();
  await saveDraft(anna, petitionId, wish('en', 0, { body: 'First window' }), now);
  expect((await saveDraft(anna, petitionId, wish('en', 0, { body: 'Second window' }), now)).kind).toBe('stale');
  await saveDraft(anna, petitionId, wish('en', 1, { body: 'Second window' }), now);
  expect(await bodiesOf(petitionId, 'en')).toEqual(['First window', 'Second window', 'Second window']);
});

test('what one author saves within five minutes is one state, and later saves are more', async () => {
  const { anna, boris, petitionId } = await emptyPetition();
  const begin = new Date('2026-11-22T12:00:00Z');
  const later = (minutes: number) => new Date(begin.getTime() + minutes * 60_000);
  await saveDraft(anna, petitionId, wish('en', 0, { body: '1' }), begin);
  await saveDraft(anna, petitionId, wish('en', 1, { body: '2' }), later(1));
  await saveDraft(anna, petitionId, wish('en', 2, { body: '3' }), later(6));
  await saveDraft(boris, petitionId, wish('en', 3, { body: '4' }), later(7));
  expect(await bodiesOf(petitionId, 'en')).toEqual(['2', '3', '4']);
});

test('a save that changes nothing is none', async () => {
  const { anna, boris, petitionId } = await emptyPetition();
  const now = await currentTime();
  await saveDraft(anna, petitionId, wish('en', 0, {}), now);
  expect(await saveDraft(boris, petitionId, wish('en', 0, {}), now)).toMatchObject({ kind: 'saved', revision: 1 });
  expect(await listSaves(petitionId, 'en')).toHaveLength(1);
});

test('a translation is behind once its source moves on, and up to date once its translator says so', async () => {
  const { anna, petitionId, tamara } = await emptyPetition();
  const now = await currentTime();
  const stateOf = async () => draftState(await loadDrafts(petitionId), 'ar');
  await saveDraft(anna, petitionId, wish('en', 0, { body: 'One' }), now);
  expect(await stateOf()).toBe('missing');
  await saveDraft(tamara, petitionId, wish('ar', 0, { body: '' }, { sourceRevision: 1 }), now);
  expect(await stateOf()).toBe('incomplete');
  await saveDraft(tamara, petitionId, wish('ar', 1, { body: 'واحد' }, { sourceRevision: 1 }), now);
  expect(await stateOf()).toBe('complete');
  await saveDraft(anna, petitionId, wish('en', 1, { body: 'One and two' }), now);
  expect(await stateOf()).toBe('stale');
  // What changed can still be shown, though the same author saved twice within five minutes.
  expect((await fieldsAt(petitionId, 'en', 1)).body).toBe('One');
  await saveDraft(tamara, petitionId, wish('ar', 2, { body: 'واحد!' }, { sourceRevision: 2 }), now);
  expect(await stateOf()).toBe('stale');
  await saveDraft(tamara, petitionId, wish('ar', 3, { body: 'واحد!' }, { sourceRevision: 2, isUpToDate: true }), now);
  expect(await stateOf()).toBe('complete');
});

test('a translator does not write the source', async () => {
  const { petitionId, tamara } = await emptyPetition();
  const outcome = await saveDraft(tamara, petitionId, wish('en', 0, { body: 'Mine' }), await currentTime());
  expect(outcome).toEqual({ kind: 'not-yours' });
  expect(await listSaves(petitionId, 'en')).toEqual([]);
});

test('where nothing was drafted, the newest version is what goes on, and it stays in the history', async () => {
  const { coalitionId, petitionId } = await draftPetition({ title: 'As offered' });
  const anna = await makeMember({ coalitionId, role: 'editor' });
  expect((await loadDrafts(petitionId)).source).toMatchObject({ revision: 0, fields: { title: 'As offered' } });
  await saveDraft(anna, petitionId, wish('en', 0, { title: 'Mended', body: 'B' }), await currentTime());
  expect((await loadDrafts(petitionId)).source).toMatchObject({ revision: 1, fields: { title: 'Mended' } });
  expect(await bodiesOf(petitionId, 'en')).toEqual(['A text.', 'B']);
});

test('what is offered to partners is every language that lacks nothing', async () => {
  const { anna, petitionId } = await emptyPetition();
  const now = await currentTime();
  await saveDraft(anna, petitionId, wish('en', 0, { title: ' Sign it ' }), now);
  await saveDraft(anna, petitionId, wish('ru', 0, { act: ' ' }, { sourceRevision: 1 }), now);
  const { drafts, texts } = await readDrafts(petitionId);
  expect(texts.map(({ language, title }) => [language, title])).toEqual([['en', 'Sign it']]);
  expect(drafts.find(({ language }) => language === 'ru')).toMatchObject({ state: 'incomplete', lacks: ['act'] });
});

test('the card of a published petition changes by hand alone, and that is audited', async () => {
  const petition = await makePetition();
  const [row] = await database()
    .select({ coalitionId: schema.campaigns.coalitionId })
    .from(schema.campaigns)
    .where(eq(schema.campaigns.id, petition.campaign.id));
  const anna = await makeMember({ coalitionId: row?.coalitionId ?? '', role: 'editor' });
  const cards = () =>
    database()
      .select({ language: schema.petitionCards.language, title: schema.petitionCards.title })
      .from(schema.petitionCards)
      .where(eq(schema.petitionCards.petitionId, petition.id));
  const now = await currentTime();
  const card = { ...draftIn(await loadDrafts(petition.id), 'en').fields, card_title: 'Look' };
  await saveDraft(anna, petition.id, wish('en', 0, card, { isAutomatic: true }), now);
  expect(await cards()).toEqual([]);
  await saveDraft(anna, petition.id, wish('en', 1, card), now);
  expect(await cards()).toEqual([{ language: 'en', title: 'Look' }]);
  expect((await auditOf(petition.id)).map(({ act }) => act)).toContain('settings-changed');
  await saveDraft(anna, petition.id, wish('en', 1, { ...card, card_title: '' }), now);
  expect(await cards()).toEqual([]);
});
