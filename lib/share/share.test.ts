import { eq } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { foldEverything, makeMemberOf } from '@/e2e/support/numbers.ts';
import {
  auditOf,
  expect,
  leave,
  makePetition,
  makeShareLink,
  signAndConfirm,
  test,
  whileRefusing,
} from '@/e2e/support/world.ts';
import { currentTime } from '../clock.ts';
import { findPetition } from '../petition/read.ts';
import { type LinkWish, readLink, typedLink } from './fields.ts';
import { makeLink } from './make.ts';
import { drawQrPng, drawQrSvg } from './qr.ts';
import { hasLink, listLinkChoices, listLinks } from './read.ts';
import { countVisit, findSharedPetition, flushVisits } from './visits.ts';

const wish: LinkWish = { partnerId: null, channel: 'telegram', code: '' };

async function visitsOf(code: string): Promise<number> {
  const [row] = await database().select().from(schema.shareCounts).where(eq(schema.shareCounts.shareCode, code));
  return row?.visits ?? 0;
}

test('a link has a short code that leads to its petition, and is audited', async () => {
  const { member, petition } = await makeMemberOf(await makePetition(), { role: 'editor' });
  const made = await makeLink(member, petition, wish, await currentTime());
  if (!('code' in made)) throw new Error(made.outcome);
  expect(made.code).toMatch(/^[a-hjkmnp-z2-9]{6}$/);
  expect((await findSharedPetition(made.code))?.id).toBe(petition.id);
  expect((await auditOf(petition.id)).at(-1)).toEqual({
    actor: member.accountId,
    act: 'share-link-made',
    subject: { petition: petition.id, code: made.code, channel: 'telegram' },
  });
});

test('a second link of one partner and channel leads to the first', async () => {
  const { member, petition } = await makeMemberOf(await makePetition(), { role: 'owner' });
  const now = await currentTime();
  const outcomes = await Promise.all([1, 2, 3, 4].map(() => makeLink(member, petition, wish, now)));
  expect(outcomes.filter(({ outcome }) => outcome === 'made')).toHaveLength(1);
  expect(new Set(outcomes.map((made) => 'code' in made && made.code)).size).toBe(1);
  expect(await listLinks(member, petition)).toHaveLength(1);
  expect((await auditOf(petition.id)).filter(({ act }) => act === 'share-link-made')).toHaveLength(1);
});

test('a code of their own is taken, and once only', async () => {
  const { member, petition } = await makeMemberOf(await makePetition(), { role: 'owner' });
  const now = await currentTime();
  const code = `own${petition.slug.slice(-8)}`;
  expect(await makeLink(member, petition, { ...wish, code }, now)).toEqual({ outcome: 'made', code });
  const other = await makeLink(member, petition, { ...wish, channel: 'poster', code }, now);
  expect(other).toEqual({ outcome: 'taken' });
});

test("a partner's member makes and sees its own partner's links alone", async () => {
  const made = await makePetition();
  const [first, second] = made.partners;
  const { member, petition } = await makeMemberOf(made, { role: 'partner', partnerId: first?.id ?? '' });
  const others = [await makeShareLink(made, second?.id ?? null), await makeShareLink(made, null)];
  const now = await currentTime();
  expect((await listLinkChoices(member)).map(({ id }) => id)).toEqual([first?.id]);
  expect(await makeLink(member, petition, wish, now)).toEqual({ outcome: 'not-yours' });
  expect(await makeLink(member, petition, { ...wish, partnerId: second?.id ?? '' }, now)).toEqual({
    outcome: 'not-yours',
  });
  expect(await makeLink(member, petition, { ...wish, partnerId: first?.id ?? '' }, now)).toMatchObject({
    outcome: 'made',
  });
  expect(await listLinks(member, petition)).toMatchObject([{ partner: { id: first?.id } }]);
  for (const code of others) expect(await hasLink(member, petition, code)).toBe(false);
});

test('no link is made for a partner that left, or for one of another coalition', async () => {
  const made = await makePetition({ partners: 3 });
  const { member, petition } = await makeMemberOf(made, { role: 'owner' });
  const stranger = (await makePetition()).partners[0]?.id ?? '';
  const gone = made.partners.find(({ slug }) => slug === 'partner-3')?.id ?? '';
  await leave(gone);
  for (const partnerId of [stranger, gone]) {
    const outcome = await makeLink(member, petition, { ...wish, partnerId }, await currentTime());
    expect(outcome).toEqual({ outcome: 'not-yours' });
  }
});

test('a link shows the signatures it brought', async () => {
  const made = await makePetition();
  const share = await makeShareLink(made, made.partners[1]?.id ?? null);
  await expect.poll(async () => (await findPetition(made.slug))?.shareLinks.length).toBe(1);
  await signAndConfirm((await findPetition(made.slug)) ?? made, { share });
  await foldEverything();
  const { member, petition } = await makeMemberOf(made, { role: 'analyst' });
  expect(await listLinks(member, petition)).toMatchObject([{ code: share, signatures: 1, visits: 0 }]);
});

test('visits wait in memory and reach the database together', async () => {
  const code = await makeShareLink(await makePetition(), null);
  const writes = Array.from({ length: 50 }, () => countVisit(code));
  expect(writes.filter((write) => write !== null)).toHaveLength(1);
  expect(await visitsOf(code)).toBe(0);
  await flushVisits();
  expect(await visitsOf(code)).toBe(50);
});

test('visits that cannot be written are written later', async () => {
  const code = await makeShareLink(await makePetition(), null);
  await whileRefusing('share_counts', async () => {
    countVisit(code);
    await flushVisits();
  });
  countVisit(code);
  await flushVisits();
  expect(await visitsOf(code)).toBe(2);
});

test('what nobody made leads nowhere', async () => {
  for (const code of ['zzzzzz', 'K7M2QA', 'x', "'; --"]) expect(await findSharedPetition(code)).toBe(null);
});

test('the form is read by its partners, channels and codes', () => {
  const choices = [
    { id: null, slug: '' },
    { id: 'an-id', slug: 'mothers' },
  ];
  const read = (fields: Record<string, string>) => readLink(typedLink(new Map(Object.entries(fields))), choices);
  expect(read({ partner: 'mothers', channel: 'vk', code: ' MyCode ' })).toEqual({
    wish: { partnerId: 'an-id', channel: 'vk', code: 'mycode' },
  });
  expect(read({ channel: 'mail' })).toEqual({ wish: { partnerId: null, channel: 'mail', code: '' } });
  expect(read({ partner: 'x', channel: 'fax', code: 'ab' })).toEqual({
    problems: { partner: 'unknown', channel: 'missing', code: 'wrong' },
  });
});

test('the QR code is a drawing and a picture', async () => {
  expect(await drawQrSvg('https://petitions.example/s/k7m2qa')).toMatch(/^<svg [^>]*viewBox/);
  expect((await drawQrPng('https://petitions.example/s/k7m2qa')).subarray(1, 4).toString()).toBe('PNG');
});
