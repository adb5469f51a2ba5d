import { foldEverything, makeMemberOf, plantCountries, plantDay } from '@/e2e/support/numbers.ts';
import { expect, makePetition, signAndConfirm, signAndReadLetter, test } from '@/e2e/support/world.ts';
import { currentTime } from '../clock.ts';
import { withdrawSignature } from '../signature/withdraw.ts';
import { readNumbers } from './series.ts';

async function signSome() {
  const made = await makePetition({ goalSteps: [10, 100] });
  const left = await signAndConfirm(made, { country: 'DE', partner: 'partner-1' });
  await signAndConfirm(made, { country: 'DE', partner: 'partner-1' });
  await signAndConfirm(made, { partner: 'partner-2' });
  await signAndConfirm(made);
  await signAndReadLetter(made, { partner: 'partner-2' });
  await withdrawSignature(left);
  await foldEverything();
  return made;
}

test('the team sees now, today, this hour, partners and the way from form to signature', async () => {
  const { member, petition } = await makeMemberOf(await signSome(), { role: 'analyst' });
  const { count, days, whole } = await readNumbers(member, petition, 30, await currentTime());
  expect(count).toBe(3);
  expect(days).toHaveLength(7);
  expect(days.at(-1)).toMatchObject({ attempted: 5, confirmed: 4, withdrawn: 1 });
  expect(whole?.hours).toHaveLength(48);
  expect(whole?.hours.reduce((sum, { confirmed }) => sum + confirmed, 0)).toBe(4);
  expect(whole?.partners.map((partner) => partner.count).sort()).toEqual([1, 1, 1]);
  expect(whole?.funnel).toMatchObject({ attempted: 5, confirmed: 4, withdrawn: 1, weak: null });
  expect(whole).toMatchObject({ goal: 10, forecast: { kind: 'too-early' } });
});

test("a partner's member sees its own share and nothing of the whole", async () => {
  const made = await signSome();
  const partnerId = made.partners.find(({ slug }) => slug === 'partner-1')?.id ?? '';
  const { member, petition } = await makeMemberOf(made, { role: 'partner', partnerId });
  const numbers = await readNumbers(member, petition, 30, await currentTime());
  expect(numbers).toMatchObject({ count: 1, whole: null });
  expect(numbers.days.at(-1)).toMatchObject({ attempted: 2, confirmed: 2, withdrawn: 1 });
});

test('small countries are not read apart', async () => {
  const made = await makePetition();
  await plantCountries(made, { DE: 40, RU: 90, AM: 4, GE: 2, '': 12 });
  const { member, petition } = await makeMemberOf(made, { role: 'owner' });
  const { whole } = await readNumbers(member, petition, 30, await currentTime());
  expect(whole?.countries).toEqual({
    shown: [
      { name: 'RU', count: 90 },
      { name: 'DE', count: 40 },
      { name: '', count: 12 },
    ],
    others: 6,
    othersAreMixed: false,
  });
});

test('days in which nothing happened are there, and the days go back no further than asked', async () => {
  const made = await makePetition();
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  await plantDay(made, { day: day(0), confirmed: 3 });
  await plantDay(made, { day: day(2), confirmed: 5, withdrawn: 1 });
  await plantDay(made, { day: day(200), confirmed: 7 });
  const { member, petition } = await makeMemberOf(made, { role: 'owner' });
  const old = { ...petition, publishedAt: new Date(Date.now() - 300 * 86_400_000) };
  const { days, whole } = await readNumbers(member, old, 30, await currentTime());
  expect(days).toHaveLength(30);
  expect(days.slice(-3).map(({ confirmed }) => confirmed)).toEqual([5, 0, 3]);
  expect(whole?.funnel.confirmed).toBe(15);
});
