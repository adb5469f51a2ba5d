import { eq } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { makeWriting, type Writing, writeDraft } from '@/e2e/support/versions.ts';
import { auditOf, expect, leave, sign, test } from '@/e2e/support/world.ts';
import { findPetition, type Petition } from '../petition/read.ts';
import { endorseVersion } from './endorse.ts';
import { offerVersion } from './offer.ts';
import { publishDueVersions, publishNow, schedulePublication, unschedulePublication } from './publish.ts';
import type { TeamVersion } from './read.ts';
import { readMissedPublication, readReadiness, readSchedule } from './state.ts';

const now = new Date();
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

/** Offers what is drafted, and lets so many partners endorse it. */
async function offerAndEndorse(writing: Writing, endorsers = writing.speakers.length): Promise<TeamVersion> {
  const petition = await writing.team();
  await offerVersion(petition, writing.editor, now);
  const [version] = await writing.versions();
  if (!version) throw new Error('Nothing was offered.');
  for (const speaker of writing.speakers.slice(0, endorsers)) await endorseVersion(petition, speaker, version, now);
  return version;
}

const actsOf = async (writing: Writing) => (await auditOf(writing.petitionId)).map(({ act }) => act);

async function plan(writing: Writing, version: TeamVersion, at = later(10)) {
  return schedulePublication(version, await writing.team(), writing.editor, { at, now });
}

test('when the rule is met, publishing makes petition, campaign and cards public', async () => {
  const writing = await makeWriting();
  await writeDraft(writing.petitionId, { cardTitle: 'A card' });
  const version = await offerAndEndorse(writing);
  expect(await publishNow(version, writing.editor, now)).toBe('published');
  expect((await findPetition(writing.slug))?.text).toMatchObject({ version: 1, sha256: version.sha256 });
  const { campaigns, petitionCards } = schema;
  const [campaign] = await database().select().from(campaigns).where(eq(campaigns.id, writing.campaignId));
  expect(campaign?.publishedAt).toEqual(now);
  const cards = await database().select().from(petitionCards).where(eq(petitionCards.petitionId, writing.petitionId));
  expect(cards.map(({ title }) => title)).toEqual(['A card']);
  expect((await auditOf(writing.petitionId)).at(-1)).toMatchObject({
    actor: writing.editor.accountId,
    act: 'petition-published',
  });
});

test('what is missing is told in full before, and refused when pressed', async () => {
  const writing = await makeWriting({ partners: 3 });
  const version = await offerAndEndorse(writing, 0);
  const readiness = async () => readReadiness(await writing.team(), version, await writing.versions(), now);
  expect(await readiness()).toMatchObject({ missing: ['lead-has-not-endorsed', 'too-few-endorsements'], needed: 2 });
  expect(await publishNow(version, writing.editor, now)).toBe('lead-has-not-endorsed');
  await endorseVersion(await writing.team(), writing.speakers[0] as never, version, now);
  expect(await readiness()).toMatchObject({ missing: ['too-few-endorsements'], standing: 1 });
  expect(await publishNow(version, writing.editor, now)).toBe('too-few-endorsements');
});

test('two who publish at once publish once', async () => {
  const writing = await makeWriting();
  const version = await offerAndEndorse(writing);
  const outcomes = await Promise.all(
    [writing.owner, writing.editor, writing.editor].map((member) => publishNow(version, member, now)),
  );
  expect(outcomes.sort()).toEqual(['already-published', 'already-published', 'published']);
  expect((await actsOf(writing)).filter((act) => act === 'petition-published')).toHaveLength(1);
});

test('after a second version, earlier signatures stay under theirs', async () => {
  const writing = await makeWriting();
  const first = await offerAndEndorse(writing);
  await publishNow(first, writing.editor, now);
  expect(await sign((await findPetition(writing.slug)) as Petition)).toBe('accepted');
  await writeDraft(writing.petitionId, { title: 'Sign it now' });
  expect(await publishNow(await offerAndEndorse(writing), writing.editor, later(1))).toBe('published');
  await expect.poll(async () => (await findPetition(writing.slug))?.text.version).toBe(2);
  const attempts = await database()
    .select({ versionId: schema.attempts.versionId })
    .from(schema.attempts)
    .where(eq(schema.attempts.petitionId, writing.petitionId));
  expect(attempts).toEqual([{ versionId: first.id }]);
});

test('an older version is not published over a newer one', async () => {
  const writing = await makeWriting();
  const first = await offerAndEndorse(writing);
  await writeDraft(writing.petitionId, { title: 'Sign it now' });
  await publishNow(await offerAndEndorse(writing), writing.editor, now);
  expect(await publishNow(first, writing.editor, now)).toBe('newer-is-published');
});

test('a petition whose closing date has passed is not published first', async () => {
  const writing = await makeWriting();
  const version = await offerAndEndorse(writing);
  const { petitions } = schema;
  await database()
    .update(petitions)
    .set({ closesAt: later(-1) })
    .where(eq(petitions.id, writing.petitionId));
  expect(await publishNow(version, writing.editor, now)).toBe('closing-date-is-past');
});

test('a planned publication happens when its time has come, and once', async () => {
  const writing = await makeWriting();
  const version = await offerAndEndorse(writing);
  expect(await plan(writing, version)).toBe('scheduled');
  expect(await readSchedule(await writing.team(), await writing.versions())).toMatchObject({
    version: 1,
    by: 'Eva Editor',
  });
  await publishDueVersions(later(9));
  expect(await findPetition(writing.slug)).toBe(null);
  await Promise.all([publishDueVersions(later(10)), publishDueVersions(later(10)), publishDueVersions(later(11))]);
  expect((await writing.versions())[0]?.publishedAt).not.toBe(null);
  expect(await readSchedule(await writing.team(), await writing.versions())).toBe(null);
  expect((await actsOf(writing)).filter((act) => act === 'petition-published')).toHaveLength(1);
  expect((await auditOf(writing.petitionId)).at(-1)?.actor).toBe('worker');
});

test('a plan whose rule is no longer met ends, and the team sees that it did', async () => {
  const writing = await makeWriting();
  const version = await offerAndEndorse(writing);
  await plan(writing, version);
  await leave(writing.partnerIds[1] ?? '');
  await publishDueVersions(later(10));
  await publishDueVersions(later(11));
  expect((await writing.versions())[0]?.publishedAt).toBe(null);
  const petition = await writing.team();
  expect(petition.scheduledFor).toBe(null);
  expect(await readMissedPublication(petition, writing.owner)).toMatchObject({ version: 1 });
  expect((await actsOf(writing)).filter((act) => act === 'publication-missed')).toHaveLength(1);
  await plan(writing, version, later(60));
  expect(await readMissedPublication(await writing.team(), writing.owner)).toBe(null);
});

test('a plan may be made before all have endorsed', async () => {
  const writing = await makeWriting();
  const version = await offerAndEndorse(writing, 1);
  await plan(writing, version);
  await endorseVersion(await writing.team(), writing.speakers[1] as never, version, now);
  await publishDueVersions(later(10));
  expect((await writing.versions())[0]?.publishedAt).not.toBe(null);
});

test('a plan that is taken back comes to nothing, and nothing is planned into the past', async () => {
  const writing = await makeWriting();
  const version = await offerAndEndorse(writing);
  expect(await plan(writing, version, now)).toBe('past');
  await plan(writing, version);
  expect(await unschedulePublication(version, await writing.team(), writing.owner, now)).toBe('unscheduled');
  expect(await unschedulePublication(version, await writing.team(), writing.owner, now)).toBe('not-scheduled');
  await publishDueVersions(later(10));
  expect((await writing.versions())[0]?.publishedAt).toBe(null);
});

test('one that fails holds none of the others up', async () => {
  const [broken, whole] = [await makeWriting(), await makeWriting()];
  const version = await offerAndEndorse(broken);
  await plan(broken, version, later(5));
  await plan(whole, await offerAndEndorse(whole));
  // As if the database refused one of them for a reason that nobody foresaw.
  await database().execute("alter table petition_cards add constraint refused check (title <> 'refused') not valid");
  await writeDraft(broken.petitionId, { cardTitle: 'refused' });
  await expect(publishDueVersions(later(10))).rejects.toThrow();
  await database().execute('alter table petition_cards drop constraint refused');
  expect((await whole.versions())[0]?.publishedAt).not.toBe(null);
  expect((await broken.versions())[0]?.publishedAt).toBe(null);
  await publishDueVersions(later(10));
  expect((await broken.versions())[0]?.publishedAt).not.toBe(null);
});

test('a time that was set for a text ends when another text takes its place', async () => {
  const writing = await makeWriting();
  await plan(writing, await offerAndEndorse(writing, 0));
  await writeDraft(writing.petitionId, { title: 'Sign it now' });
  await offerAndEndorse(writing);
  expect((await writing.team()).scheduledFor).toBe(null);
  await publishDueVersions(later(10));
  expect((await writing.versions())[0]?.publishedAt).toBe(null);
  expect(await actsOf(writing)).not.toContain('publication-missed');
});
