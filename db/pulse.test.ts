import { expect, makePetition, signAndConfirm, test, whileDatabaseIsAway } from '@/e2e/support/world.ts';
import { foldCounts } from '@/lib/count/fold.ts';
import { isDatabaseAway } from '@/lib/fault.ts';
import { findPetition } from '@/lib/petition/read.ts';
import { database, schema } from './client.ts';
import { feelPulse, onCountsMoved, readAsOf, readCount, readPetitionsVersion } from './pulse.ts';

test('a fold is felt without anybody asking', async () => {
  const petition = await makePetition();
  await feelPulse();
  await signAndConfirm(petition);
  const moved = new Promise<ReadonlySet<string>>((resolve) => {
    const stop = onCountsMoved((petitions) => {
      if (!petitions.has(petition.id)) return;
      stop();
      resolve(petitions);
    });
  });
  await foldCounts();
  await moved;
  expect(readCount(petition.id)).toEqual({ count: 1, confirmed: 1, withdrawn: 0, invalidated: 0 });
});

test('the time of the count moves with every fold, even when nothing was counted', async () => {
  await feelPulse();
  const before = readAsOf();
  await foldCounts();
  // Whoever reads brings the news, even where the announcement came before anybody listened.
  await expect
    .poll(async () => {
      await feelPulse();
      return readAsOf().getTime();
    })
    .toBeGreaterThan(before.getTime());
});

test('a petition nobody has signed counts zero', async () => {
  expect(readCount('00000000-0000-4000-8000-000000000000').count).toBe(0);
});

test('a change of a petition is seen within a second or so', async () => {
  const petition = await makePetition();
  const version = readPetitionsVersion();
  await database()
    .insert(schema.recordLines)
    .values({
      campaignId: petition.campaign.id,
      happenedOn: '2022-11',
      who: { en: 'The president' },
      form: 'spoken',
      summary: { en: 'Says something.' },
      source: { en: 'A broadcast' },
    });
  await expect.poll(async () => (await findPetition(petition.slug))?.record.length).toBe(1);
  expect(readPetitionsVersion()).toBeGreaterThan(version);
});

test('while the database is away memory serves what it last knew, and afterwards the truth again', async () => {
  const petition = await makePetition();
  await signAndConfirm(petition);
  await foldCounts();
  await expect.poll(async () => feelPulse().then(() => readCount(petition.id).count)).toBe(1);
  await whileDatabaseIsAway(async () => {
    const fault = await signAndConfirm(petition).catch((caught: unknown) => caught);
    expect(isDatabaseAway(fault)).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await feelPulse();
    expect(readCount(petition.id).count).toBe(1);
    expect((await findPetition(petition.slug))?.slug).toBe(petition.slug);
  });
  await signAndConfirm(petition);
  await foldCounts();
  await expect.poll(async () => feelPulse().then(() => readCount(petition.id).count)).toBe(2);
});
