import { randomBytes } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { coalitionIdOf, makeCoalition, makePartner } from '@/e2e/support/coalitions.ts';
import { actsIn } from '@/e2e/support/invitations.ts';
import { makeMember, signIn } from '@/e2e/support/members.ts';
import { expect, makePetition, signAndConfirm, test } from '@/e2e/support/world.ts';
import { makeAccount } from '../../access/accounts.ts';
import { readSession } from '../../access/sessions.ts';
import { findPetition } from '../../petition/read.ts';
import { findMember, type Member } from '../../team/members.ts';
import { findTeamPartner } from '../../team/places.ts';
import { typedDescription } from '../describe.ts';
import { markOf } from '../fields.ts';
import { sendInvitation } from '../person.ts';
import { describePartner } from './describe.ts';
import { invitePartner } from './invite.ts';
import { changeLead } from './lead.ts';
import { endPartnership } from './leave.ts';
import { listPartners } from './list.ts';

const now = new Date();
const newAddress = () => `person-${randomBytes(5).toString('hex')}@example.org`;

const wishFor = (slug: string, typedAddress = newAddress()) => ({
  slug,
  name: { en: `Partner ${slug}` },
  about: {},
  typedAddress,
  language: 'en' as const,
});

async function partnerOf(member: Member, slug: string) {
  const partner = await findTeamPartner(member, slug);
  if (!partner) throw new Error(`No partner ${slug}.`);
  return partner;
}

const statesOf = async (member: Member) =>
  Object.fromEntries((await listPartners(member)).map(({ partner, state }) => [partner.slug, state]));

const openInvitations = (partnerId: string) =>
  database()
    .select({ id: schema.invitations.id })
    .from(schema.invitations)
    .where(and(eq(schema.invitations.partnerId, partnerId), isNull(schema.invitations.endedAt)));

test('an invited partner waits, with its invitation, and stands on no public page', async () => {
  const petition = await makePetition();
  const owner = await makeMember({ coalitionId: await coalitionIdOf(petition.coalition.slug), role: 'owner' });
  expect(await invitePartner(owner, wishFor('late'), now)).toBe('invited');
  expect(await statesOf(owner)).toMatchObject({ 'partner-1': 'lead', 'partner-2': 'joined', late: 'invited' });
  await expect.poll(async () => (await findPetition(petition.slug))?.partners.length).toBe(2);
});

test('an address that works here already leaves no partner behind', async () => {
  const { id, owner } = await makeCoalition();
  const address = newAddress();
  expect(await invitePartner(owner, wishFor('one', address), now)).toBe('invited');
  const partner = await partnerOf(owner, 'one');
  await database().transaction(async (tx) => {
    const wish = { mailbox: address, canonical: address, name: 'P', language: 'en' as const };
    const accountId = await makeAccount(tx, wish, now);
    await tx.insert(schema.members).values({ accountId, coalitionId: id, role: 'partner', partnerId: partner.id });
  });
  expect(await invitePartner(owner, wishFor('two', address), now)).toBe('already-member');
  expect(await findTeamPartner(owner, 'two')).toBe(null);
});

test('one address in the coalition is one partner, however often the button is pressed', async () => {
  const { owner } = await makeCoalition();
  const wish = wishFor('once');
  const outcomes = await Promise.all([1, 2, 3].map(() => invitePartner(owner, wish, now)));
  expect(outcomes.sort()).toEqual(['invited', 'slug-taken', 'slug-taken']);
});

test('taken back, nothing of an invited partner is left, and the address is free again', async () => {
  const { id, owner } = await makeCoalition();
  await invitePartner(owner, wishFor('shy'), now);
  const partner = await partnerOf(owner, 'shy');
  expect(await endPartnership(owner, partner, now)).toBe('taken-back');
  expect(await findTeamPartner(owner, 'shy')).toBe(null);
  expect(await openInvitations(partner.id)).toEqual([]);
  expect((await actsIn(id)).at(-1)).toMatchObject({
    act: 'invitation-taken-back',
    subject: { partner: 'shy' },
  });
  expect(await invitePartner(owner, wishFor('shy'), now)).toBe('invited');
});

test('a partner that joined at that very moment is not taken back', async () => {
  const { owner } = await makeCoalition();
  await invitePartner(owner, wishFor('quick'), now);
  const asSeen = await partnerOf(owner, 'quick');
  await database().update(schema.partners).set({ joinedAt: now }).where(eq(schema.partners.id, asSeen.id));
  expect(await endPartnership(owner, asSeen, now)).toBe('joined-meanwhile');
  expect((await statesOf(owner)).quick).toBe('joined');
});

test('a partner with signatures leaves: nothing is deleted, its people are out at once', async () => {
  const petition = await makePetition();
  const through = petition.partners[1];
  if (!through) throw new Error('No partner.');
  await signAndConfirm(petition, { partner: through.slug });
  const coalitionId = await coalitionIdOf(petition.coalition.slug);
  const owner = await makeMember({ coalitionId, role: 'owner' });
  const person = await makeMember({ coalitionId, role: 'partner', partnerId: through.id });
  const token = await signIn(person.accountId);
  expect(await endPartnership(owner, await partnerOf(owner, through.slug), now)).toBe('left');
  expect(await readSession(token)).toBe(null);
  expect(await findMember(person.accountId, petition.coalition.slug)).toBe(null);
  expect((await statesOf(owner))[through.slug]).toBe('left');
  const rows = await database().select().from(schema.signatures).where(eq(schema.signatures.partnerId, through.id));
  expect(rows).toHaveLength(1);
  await expect
    .poll(async () => (await findPetition(petition.slug))?.partners.map(({ slug }) => slug))
    .toEqual(['partner-1']);
});

test('a partner may leave by itself', async () => {
  const { id } = await makeCoalition();
  const partnerId = await makePartner(id, { slug: 'own' });
  const person = await makeMember({ coalitionId: id, role: 'partner', partnerId });
  expect(await endPartnership(person, await partnerOf(person, 'own'), now)).toBe('left');
  expect((await actsIn(id)).at(-1)).toMatchObject({ actor: person.accountId, act: 'partner-left' });
});

test('the lead cannot leave before another has the lead', async () => {
  const { id, owner } = await makeCoalition();
  await makePartner(id, { slug: 'first', isLead: true });
  await makePartner(id, { slug: 'second' });
  expect(await endPartnership(owner, await partnerOf(owner, 'first'), now)).toBe('is-lead');
  expect(await changeLead(owner, await partnerOf(owner, 'second'), now)).toBe('changed');
  expect(await statesOf(owner)).toEqual({ first: 'joined', second: 'lead' });
  expect(await endPartnership(owner, await partnerOf(owner, 'first'), now)).toBe('left');
});

test('given to two partners at once, the lead is with one', async () => {
  const { id, owner } = await makeCoalition();
  for (const slug of ['one', 'two', 'three']) await makePartner(id, { slug, isLead: slug === 'one' });
  const partners = await Promise.all(['two', 'three'].map((slug) => partnerOf(owner, slug)));
  const outcomes = await Promise.all(partners.map((partner) => changeLead(owner, partner, now)));
  expect(outcomes).toEqual(['changed', 'changed']);
  expect(Object.values(await statesOf(owner)).filter((state) => state === 'lead')).toHaveLength(1);
});

test('who has not joined, or has left, is given no lead', async () => {
  const { id, owner } = await makeCoalition();
  await invitePartner(owner, wishFor('asked'), now);
  await makePartner(id, { slug: 'gone' });
  await endPartnership(owner, await partnerOf(owner, 'gone'), now);
  expect(await changeLead(owner, await partnerOf(owner, 'asked'), now)).toBe('not-joined');
  expect(await changeLead(owner, await partnerOf(owner, 'gone'), now)).toBe('not-joined');
});

test('a declined partner is told as such, and another letter makes it invited', async () => {
  const { owner } = await makeCoalition();
  await invitePartner(owner, wishFor('no'), now);
  const partner = await partnerOf(owner, 'no');
  await database().update(schema.invitations).set({ endedAt: now }).where(eq(schema.invitations.partnerId, partner.id));
  expect((await statesOf(owner)).no).toBe('open');
  await database().update(schema.partners).set({ leftAt: now }).where(eq(schema.partners.id, partner.id));
  expect((await statesOf(owner)).no).toBe('declined');
  const wish = { role: 'partner' as const, partnerId: partner.id, typedAddress: newAddress(), language: 'en' as const };
  expect(await sendInvitation(owner, wish, now)).toBe('invited');
  expect((await statesOf(owner)).no).toBe('invited');
});

test('a partner member is told of partners that stand in public, and finds its own alone', async () => {
  const { id, owner } = await makeCoalition();
  const partnerId = await makePartner(id, { slug: 'own' });
  await makePartner(id, { slug: 'other' });
  await invitePartner(owner, wishFor('asked'), now);
  const person = await makeMember({ coalitionId: id, role: 'partner', partnerId });
  expect(await statesOf(person)).toEqual({ own: 'joined', other: 'joined' });
  expect(await findTeamPartner(person, 'other')).toBe(null);
});

test('a stale edit of a partner is told', async () => {
  const { id, owner } = await makeCoalition();
  await makePartner(id, { slug: 'own' });
  const partner = await partnerOf(owner, 'own');
  const mark = markOf(typedDescription(partner));
  const texts = { name: { en: 'New' }, about: {} };
  expect(await describePartner(owner, partner, { mark, texts }, now)).toBe('saved');
  expect(await describePartner(owner, partner, { mark, texts: { ...texts, name: { en: 'Late' } } }, now)).toBe('stale');
});
