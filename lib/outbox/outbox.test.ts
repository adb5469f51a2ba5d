import { makeMemberOf } from '@/e2e/support/numbers.ts';
import { auditOf, expect, makePetition, queueLetters, sign, talliesOf, test } from '@/e2e/support/world.ts';
import { currentTime } from '../clock.ts';
import { buryBatch, leaseBatch, readOutbox } from '../mail/queue.ts';
import { readCoalitionLetters, readPetitionLetters } from './read.ts';
import { sendLettersAgain } from './send-again.ts';

async function letDie(because: string): Promise<void> {
  const batch = await leaseBatch();
  if (!batch) throw new Error('No letter waits.');
  await buryBatch(batch, because);
}

/** A petition of whose letters two died for one reason and one for another. */
async function makeTrouble() {
  const petition = await makePetition();
  await Promise.all([sign(petition), sign(petition)]);
  await letDie('validation_error');
  await sign(petition);
  await letDie('tried_for_23_hours');
  return { place: petition, ...(await makeMemberOf(petition, { role: 'owner' })) };
}

test('a team sees what became of its letters, and to whom they went nobody', async () => {
  const { member, petition } = await makeTrouble();
  const seen = await readPetitionLetters(member, petition);
  expect(seen.kinds).toEqual([{ kind: 'confirm-signature', waiting: 0, handedOver: 0, dead: 3 }]);
  expect(seen.dead.map(({ because, count }) => [because, count])).toEqual([
    ['tried_for_23_hours', 1],
    ['validation_error', 2],
  ]);
  expect(JSON.stringify(seen)).not.toContain('@');
  expect((await readCoalitionLetters(member, 'en')).petitions).toMatchObject([{ slug: petition.slug, dead: 3 }]);
});

test('letters with one reason are sent again, then all that are left, and each time it is audited with their number', async () => {
  const trouble = await makeTrouble();
  const now = await currentTime();
  const again = (because: string | null) => sendLettersAgain(trouble.petition, because, trouble.member, now);
  expect(await again('validation_error')).toBe(2);
  expect(await talliesOf(trouble.place)).toEqual({ handedOver: 0, dead: 1 });
  expect(await again('validation_error')).toBe(0);
  expect(await again(null)).toBe(1);
  expect(await readOutbox()).toEqual({ waiting: 3, dead: 0 });
  const acts = (await auditOf(trouble.petition.id)).filter(({ act }) => act === 'letters-sent-again');
  expect(acts.map(({ actor, subject }) => [actor, subject])).toEqual([
    [trouble.member.accountId, { petition: trouble.petition.id, count: 2 }],
    [trouble.member.accountId, { petition: trouble.petition.id, count: 1 }],
  ]);
});

test('another petition’s dead letters are not touched', async () => {
  const [mine, other] = [await makeTrouble(), await makeTrouble()];
  expect(await sendLettersAgain(mine.petition, null, mine.member, await currentTime())).toBe(3);
  const { dead } = await readPetitionLetters(other.member, other.petition);
  expect(dead.reduce((sum, { count }) => sum + count, 0)).toBe(3);
});

test('letters to people of teams that died are seen in numbers', async () => {
  const { member } = await makeTrouble();
  await queueLetters(2, 'invitation');
  await letDie('validation_error');
  expect((await readCoalitionLetters(member, 'en')).team).toMatchObject([
    { kind: 'invitation', because: 'validation_error', count: 2 },
  ]);
});
