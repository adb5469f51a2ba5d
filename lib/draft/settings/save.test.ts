import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { makeMember } from '@/e2e/support/members.ts';
import { auditOf, draftPetition, endorse, expect, test } from '@/e2e/support/world.ts';
import { publishVersion } from '../../petition/publish.ts';
import type { Member } from '../../team/members.ts';
import { findTeamPetition } from '../../team/places.ts';
import { type PetitionSettings, readSettings, type TypedSettings } from './fields.ts';
import { confirmationLetters } from './letter.ts';
import { saveSettings, settingsOf } from './save.ts';

async function room() {
  const draft = await draftPetition();
  const anna = await makeMember({ coalitionId: draft.coalitionId, role: 'editor' });
  return { ...draft, anna };
}

async function read(member: Member, slug: string) {
  const petition = await findTeamPetition(member, slug);
  if (!petition) throw new Error('No petition.');
  return { settings: settingsOf(petition), revision: petition.settingsRevision };
}

test('of two saves at once one wins and one is told what stands there', async () => {
  const { anna, petitionId, slug } = await room();
  const { revision, settings } = await read(anna, slug);
  const now = await currentTime();
  const save = (goal: number) =>
    saveSettings(anna, petitionId, { settings: { ...settings, goalSteps: [goal] }, revision }, now);
  const outcomes = await Promise.all([save(200), save(300)]);
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['saved', 'stale']);
  const stands = await read(anna, slug);
  expect(stands.revision).toBe(2);
  const told = outcomes.find((outcome) => outcome.kind === 'stale');
  expect(told?.kind === 'stale' && told.theirs.goalSteps).toEqual(stands.settings.goalSteps);
  expect((await auditOf(petitionId)).map(({ subject }) => subject.settings)).toEqual(['goal_steps']);
});

test('the privacy mode is chosen before publication, and fixed from then on', async () => {
  const { anna, partnerIds, petitionId, slug, versionId } = await room();
  const save = async (privacyMode: PetitionSettings['privacyMode']) => {
    const { revision, settings } = await read(anna, slug);
    return saveSettings(anna, petitionId, { settings: { ...settings, privacyMode }, revision }, await currentTime());
  };
  for (const mode of ['public', 'sealed', 'count-only', 'private'] as const)
    expect(await save(mode)).toEqual({ kind: 'saved' });
  await endorse(versionId, partnerIds);
  expect(await publishVersion(versionId, 'command', await currentTime())).toBe('published');
  for (const mode of ['public', 'sealed', 'count-only'] as const)
    expect(await save(mode)).toEqual({ kind: 'problems', problems: { privacy_mode: 'privacy_mode.fixed' } });
});

test('a closing date lies in the future, and what is over is not reopened by a date', async () => {
  const { anna, partnerIds, petitionId, slug, versionId } = await room();
  const now = await currentTime();
  const save = async (closesAt: Date | null) => {
    const { revision, settings } = await read(anna, slug);
    return saveSettings(anna, petitionId, { settings: { ...settings, closesAt }, revision }, now);
  };
  const problem = (name: string) => ({ kind: 'problems', problems: { closes_at: name } });
  expect(await save(new Date(now.getTime() - 60_000))).toEqual(problem('closes_at.past'));
  expect(await save(new Date(now.getTime() + 3_600_000))).toEqual({ kind: 'saved' });
  await endorse(versionId, partnerIds);
  expect(await publishVersion(versionId, 'command', now)).toBe('published');
  expect(await save(new Date(now.getTime() + 7_200_000))).toEqual({ kind: 'saved' });
  await database().execute(sql`update petitions set closed_at = now() where id = ${petitionId}`);
  expect(await save(null)).toEqual(problem('closes_at.over'));
});

test('the source changes to a language that is written', async () => {
  const { anna, petitionId, slug } = await room();
  const { revision, settings } = await read(anna, slug);
  const save = (sourceLanguage: PetitionSettings['sourceLanguage'], at: Date) =>
    saveSettings(anna, petitionId, { settings: { ...settings, sourceLanguage }, revision }, at);
  const now = await currentTime();
  expect(await save('ru', now)).toEqual({
    kind: 'problems',
    problems: { source_language: 'source_language.unwritten' },
  });
});

const typed: TypedSettings = {
  goal_steps: '100, 1000',
  closes_at: '',
  privacy_mode: 'private',
  consents_offered: 'updates',
  letter_wording: 'formal',
  partners_needed: '3',
  source_language: 'ru',
};

test('settings are read as they are meant', () => {
  const settings = (more: Partial<TypedSettings>) => readSettings({ ...typed, ...more });
  expect(settings({ closes_at: '2027-03-31T18:00', goal_steps: '١٠٠، 1000' })).toEqual({
    settings: {
      goalSteps: [100, 1000],
      closesAt: new Date('2027-03-31T18:00:00Z'),
      privacyMode: 'private',
      consentsOffered: ['updates'],
      letterWording: 'formal',
      partnersNeeded: 3,
      sourceLanguage: 'ru',
    },
  });
  const problem = (name: string, words: string) => ({ problems: { [name]: `${name}.${words}` } });
  expect(settings({ goal_steps: ' ' })).toEqual(problem('goal_steps', 'missing'));
  expect(settings({ goal_steps: '100, 100' })).toEqual(problem('goal_steps', 'falling'));
  expect(settings({ goal_steps: '1 000' })).toEqual(problem('goal_steps', 'malformed'));
  expect(settings({ goal_steps: '-5' })).toEqual(problem('goal_steps', 'malformed'));
  expect(settings({ closes_at: '2027-02-30T10:00' })).toEqual(problem('closes_at', 'malformed'));
  expect(settings({ partners_needed: '1' })).toEqual(problem('partners_needed', 'malformed'));
  expect(settings({ letter_wording: 'angry' })).toEqual(problem('letter_wording', 'missing'));
});

test('every confirmation letter can be read before it is chosen', async () => {
  const letters = await confirmationLetters();
  expect(letters).toHaveLength(15);
  expect(new Set(letters.map(({ text }) => text.replace(/https?:\S+/g, ''))).size).toBe(15);
});
