import { database, schema } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { makeGuarded, many, plantSigners } from '@/e2e/support/removals.ts';
import { auditOf, expect, keptOf, makeShareLink, newAddress, signAndConfirm, test } from '@/e2e/support/world.ts';
import { findSeriesSignals } from './series.ts';
import { findSealedSignals } from './signals.ts';

const HOUR = 3_600_000;

test('a domain that suddenly fills the list stands out, and the usual ones do not', async () => {
  const { member, petition, team } = await makeGuarded();
  const earlier = '2026-01-10';
  await plantSigners(petition, [
    ...many(300, { domain: 'usual.example', name: 'One', confirmedOn: earlier }),
    ...many(80, { domain: 'usual.example' }),
    ...many(20, { domain: 'farm.example' }),
  ]);
  const signals = await findSealedSignals(member, team, await currentTime());
  expect(signals).toMatchObject({ looked: 400, recent: 100, isWhole: true });
  expect(signals.domains).toEqual([{ domain: 'farm.example', count: 20, share: 20, usualShare: 0 }]);
});

test('one name many times stands out, however it is written', async () => {
  const { member, petition, team } = await makeGuarded();
  await plantSigners(petition, [
    ...many(3, { name: 'Ivan Ivanov' }),
    ...many(2, { name: 'IVAN  ivanov' }),
    ...many(4, { name: 'Four Times' }),
    ...many(9, { name: 'Long Ago', confirmedOn: '2026-01-10' }),
  ]);
  const { names } = await findSealedSignals(member, team, await currentTime());
  expect(names).toHaveLength(1);
  expect(names[0]?.count).toBe(5);
  expect(names[0]?.name.toLowerCase()).toMatch(/^ivan +ivanov$/);
});

test('looking at signals opens names, and that is on the record', async () => {
  const { member, petition, team } = await makeGuarded();
  await findSealedSignals(member, team, await currentTime());
  expect((await auditOf(petition.id)).map(({ act }) => act)).toContain('signatures-looked-at');
});

test('an hour far above the hours before it is a burst', async () => {
  const { petition, team } = await makeGuarded();
  const now = await currentTime();
  const hour = (ago: number) => new Date(Math.floor(now.getTime() / HOUR) * HOUR - ago * HOUR);
  const rows = [5, 6, 7, 8, 9].map((confirmed, n) => ({ petitionId: petition.id, hour: hour(30 + n), confirmed }));
  await database()
    .insert(schema.hourlyCounts)
    .values([
      ...rows,
      { petitionId: petition.id, hour: hour(3), confirmed: 200 },
      { petitionId: petition.id, hour: hour(2), confirmed: 40 },
    ]);
  const { bursts } = await findSeriesSignals(team, now);
  expect(bursts).toEqual([{ hour: hour(3), count: 200, usual: 7 }]);
});

test('a link with more signatures than visits stands out', async () => {
  const { petition, team } = await makeGuarded();
  const [odd, usual, small] = [
    await makeShareLink(petition, null),
    await makeShareLink(petition, petition.partners[0]?.id ?? null),
    await makeShareLink(petition, petition.partners[1]?.id ?? null),
  ];
  await database()
    .insert(schema.shareCounts)
    .values([
      { shareCode: odd, visits: 3, count: 90 },
      { shareCode: usual, visits: 300, count: 90 },
      { shareCode: small, visits: 0, count: 9 },
    ]);
  const { links } = await findSeriesSignals(team, await currentTime());
  expect(links).toEqual([{ code: odd, channel: 'link', partnerId: null, visits: 3, count: 90 }]);
});

test('a quiet petition has no signals', async () => {
  const { member, team } = await makeGuarded();
  const now = await currentTime();
  expect(await findSeriesSignals(team, now)).toEqual({ bursts: [], links: [] });
  expect(await findSealedSignals(member, team, now)).toMatchObject({
    domains: [],
    names: [],
    recent: 0,
    isWhole: true,
  });
});

test('SA-11: aliases count like any address; a disposable mailbox counts, too, and is shown', async () => {
  const { member, petition, team } = await makeGuarded();
  const domains = ['duck.com', 'mozmail.com', 'simplelogin.com', 'riseup.net', 'mailinator.com'];
  for (const domain of domains) await signAndConfirm(petition, { email: newAddress(domain) });
  expect(await keptOf(petition)).toMatchObject({ signatures: 5 });
  const signals = await findSealedSignals(member, team, await currentTime());
  expect(signals.disposable).toEqual([{ domain: 'mailinator.com', count: 1 }]);
});
