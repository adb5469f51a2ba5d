import { eq } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { actsIn, ageInvitations, askPartner, newMailbox, waitingTokens } from '@/e2e/support/invitations.ts';
import { makeMember } from '@/e2e/support/members.ts';
import { draftPetition, expect, test } from '@/e2e/support/world.ts';
import { findAccount } from '../access/accounts.ts';
import type { Token } from '../token.ts';
import { acceptInvitation, declineInvitation, findInvitation } from './answer-invitation.ts';
import {
  type InvitationWish,
  inviteFromMachine,
  inviteMember,
  listInvitations,
  takeBackInvitation,
} from './invitations.ts';
import { listPlaces } from './members.ts';
import { purgeInvitations } from './purge.ts';

const now = new Date();
const newcomer = { name: 'Ada', language: 'en' } as const;

async function coalition() {
  const { coalitionId } = await draftPetition();
  const owner = await makeMember({ coalitionId, role: 'owner', name: 'Olga' });
  const wish = (typedAddress: string, more: Partial<InvitationWish> = {}): InvitationWish => ({
    coalitionId,
    role: 'editor',
    partnerId: null,
    typedAddress,
    language: 'en',
    invitedBy: owner.accountId,
    ...more,
  });
  return { coalitionId, owner, wish };
}

const lastToken = async (mailbox: string): Promise<Token> => {
  const token = (await waitingTokens(mailbox)).at(-1);
  if (!token) throw new Error('No letter.');
  return token;
};

const partnerOf = async (id: string) =>
  (await database().select().from(schema.partners).where(eq(schema.partners.id, id)))[0];

test('an invitation goes by letter, and accepting it gives account and place', async () => {
  const { coalitionId, owner, wish } = await coalition();
  const mailbox = newMailbox();
  expect((await inviteMember(wish(mailbox), now)).outcome).toBe('invited');
  const token = await lastToken(mailbox);
  expect(await findInvitation(token, now)).toMatchObject({ role: 'editor', invitedBy: 'Olga', account: null, mailbox });
  const accepted = await acceptInvitation(token, newcomer, now);
  if (accepted.outcome !== 'accepted') throw new Error(accepted.outcome);
  expect(await findAccount(accepted.accountId)).toMatchObject({ mailbox, name: 'Ada', mayFound: false });
  expect(await listPlaces(accepted.accountId)).toMatchObject([{ role: 'editor', coalition: { id: coalitionId } }]);
  expect((await actsIn(coalitionId)).map(({ act, actor }) => [act, actor])).toEqual([
    ['member-invited', owner.accountId],
    ['invitation-accepted', accepted.accountId],
  ]);
});

test('AD-07: an invitation is good once, even when it is accepted twice at the same moment', async () => {
  const { coalitionId, wish } = await coalition();
  const mailbox = newMailbox();
  await inviteMember(wish(mailbox), now);
  const token = await lastToken(mailbox);
  const outcomes = await Promise.all([1, 2, 3].map(() => acceptInvitation(token, newcomer, now)));
  expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['accepted', 'unknown', 'unknown']);
  expect(await findInvitation(token, now)).toBe(null);
  expect(await listInvitations(coalitionId)).toEqual([]);
});

test('AD-07: after 72 hours an invitation opens nothing', async () => {
  const { coalitionId, wish } = await coalition();
  const mailbox = newMailbox();
  await inviteMember(wish(mailbox), now);
  const token = await lastToken(mailbox);
  await ageInvitations(coalitionId, 73);
  expect(await findInvitation(token, now)).toBe(null);
  expect(await listInvitations(coalitionId)).toEqual([]);
  expect(await acceptInvitation(token, newcomer, now)).toEqual({ outcome: 'unknown' });
  expect(await declineInvitation(token, now)).toBe('unknown');
});

test('inviting an address again ends the invitation before, and other spellings are the same address', async () => {
  const { coalitionId, wish } = await coalition();
  const name = newMailbox().split('@')[0];
  await inviteMember(wish(`${name}@gmail.com`), now);
  await inviteMember(wish(` ${name?.toUpperCase()}+team@GMAIL.com`, { role: 'moderator' }), now);
  const first = await lastToken(`${name}@gmail.com`);
  expect(await acceptInvitation(first, newcomer, now)).toEqual({ outcome: 'unknown' });
  expect(await listInvitations(coalitionId)).toMatchObject([{ role: 'moderator' }]);
});

test('two invitations sent at once leave one open', async () => {
  const { coalitionId, wish } = await coalition();
  const mailbox = newMailbox();
  await Promise.all([1, 2, 3].map(() => inviteMember(wish(mailbox), now)));
  expect(await listInvitations(coalitionId)).toHaveLength(1);
});

test('who is a member already is not invited', async () => {
  const { coalitionId, wish } = await coalition();
  const member = await makeMember({ coalitionId, role: 'analyst' });
  const account = await findAccount(member.accountId);
  expect(await inviteMember(wish(account?.mailbox ?? ''), now)).toEqual({ outcome: 'already-member' });
});

test('an address that is none is a problem, not an invitation', async () => {
  const { wish } = await coalition();
  expect(await inviteMember(wish(''), now)).toEqual({ outcome: 'missing' });
  expect(await inviteMember(wish('nobody'), now)).toEqual({ outcome: 'wrong' });
});

test('an account that is there keeps its name and gets another place', async () => {
  const { coalitionId, wish } = await coalition();
  const elsewhere = await draftPetition();
  const member = await makeMember({ coalitionId: elsewhere.coalitionId, role: 'owner', name: 'Irina' });
  const { mailbox = '' } = (await findAccount(member.accountId)) ?? {};
  await inviteMember(wish(mailbox), now);
  const token = await lastToken(mailbox);
  expect(await findInvitation(token, now)).toMatchObject({ account: { name: 'Irina' } });
  const outcome = await acceptInvitation(token, newcomer, now);
  expect(outcome).toEqual({ outcome: 'accepted', accountId: member.accountId });
  expect((await findAccount(member.accountId))?.name).toBe('Irina');
  expect((await listPlaces(member.accountId)).map((place) => place.coalition.id)).toContain(coalitionId);
});

test('a partner joins with its first member, and declines with its first answer', async () => {
  const { coalitionId, wish } = await coalition();
  const partnerId = await askPartner(coalitionId, 'new-partner');
  const mailbox = newMailbox();
  const asPartner = wish(mailbox, { role: 'partner', partnerId });
  await inviteMember(asPartner, now);
  expect(await declineInvitation(await lastToken(mailbox), now)).toBe('declined');
  expect(await partnerOf(partnerId)).toMatchObject({ joinedAt: null, leftAt: now });
  const other = newMailbox();
  await inviteMember({ ...asPartner, typedAddress: other }, now);
  expect((await acceptInvitation(await lastToken(other), newcomer, now)).outcome).toBe('accepted');
  expect(await partnerOf(partnerId)).toMatchObject({ joinedAt: now, leftAt: null });
  const acts = (await actsIn(coalitionId)).map(({ act }) => act);
  expect(acts).toEqual(
    expect.arrayContaining(['invitation-declined', 'partner-declined', 'invitation-accepted', 'partner-joined']),
  );
});

test('a partner that has left does not come back by an old invitation', async () => {
  const { coalitionId, wish } = await coalition();
  const partnerId = await askPartner(coalitionId, 'leaver');
  const mailbox = newMailbox();
  await inviteMember(wish(mailbox, { role: 'partner', partnerId }), now);
  await database().update(schema.partners).set({ joinedAt: now, leftAt: now }).where(eq(schema.partners.id, partnerId));
  expect(await acceptInvitation(await lastToken(mailbox), newcomer, now)).toEqual({ outcome: 'unknown' });
});

test('an invitation is taken back by its own coalition alone', async () => {
  const { coalitionId, owner, wish } = await coalition();
  const stranger = (await coalition()).owner;
  const mailbox = newMailbox();
  await inviteMember(wish(mailbox), now);
  const [open] = await listInvitations(coalitionId);
  expect(await takeBackInvitation(stranger, open?.id ?? '', now)).toBe('unknown');
  expect(await takeBackInvitation(owner, 'no-id', now)).toBe('unknown');
  expect(await takeBackInvitation(owner, open?.id ?? '', now)).toBe('taken-back');
  expect(await acceptInvitation(await lastToken(mailbox), newcomer, now)).toEqual({ outcome: 'unknown' });
});

test('AD-07: the operator invites a first owner, who may found a coalition', async () => {
  const mailbox = newMailbox();
  const founder = { coalitionId: null, role: 'owner', partnerId: null, typedAddress: mailbox, language: 'en' } as const;
  const invited = await inviteFromMachine(founder, now);
  if (!('token' in invited)) throw new Error(invited.outcome);
  expect(await lastToken(mailbox)).toBe(invited.token);
  const accepted = await acceptInvitation(invited.token, newcomer, now);
  if (accepted.outcome !== 'accepted') throw new Error(accepted.outcome);
  expect((await findAccount(accepted.accountId))?.mayFound).toBe(true);
  expect(await listPlaces(accepted.accountId)).toEqual([]);
});

test('neither address nor token stands in the rows of an invitation', async () => {
  const { coalitionId, wish } = await coalition();
  const mailbox = newMailbox();
  await inviteMember(wish(mailbox), now);
  const token = await lastToken(mailbox);
  const rows = await database()
    .select()
    .from(schema.invitations)
    .where(eq(schema.invitations.coalitionId, coalitionId));
  const written = JSON.stringify([rows, await actsIn(coalitionId)], (_, value) =>
    value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value,
  );
  expect(written).not.toContain(mailbox.split('@')[0]);
  expect(written).not.toContain(token);
});

test('an invitation that was answered, or ran out a week ago, is deleted', async () => {
  const { coalitionId, wish } = await coalition();
  const [answered, open] = [newMailbox(), newMailbox()];
  await inviteMember(wish(answered), now);
  await acceptInvitation(await lastToken(answered), newcomer, now);
  await inviteMember(wish(open), now);
  await purgeInvitations();
  expect(await listInvitations(coalitionId)).toMatchObject([{ mailbox: open }]);
  const left = () => database().$count(schema.invitations, eq(schema.invitations.coalitionId, coalitionId));
  expect(await left()).toBe(1);
  await ageInvitations(coalitionId, 72 + 7 * 24 + 1);
  await purgeInvitations();
  expect(await left()).toBe(0);
});

test('a partner that has people brings its colleagues itself; the operator may, too', async () => {
  const { coalitionId, partnerIds } = await draftPetition();
  const [partnerId = '', otherPartner = ''] = partnerIds;
  const owner = await makeMember({ coalitionId, role: 'owner' });
  const invite = async (invitedBy: string | null) =>
    (await inviteMember({ ...voice, coalitionId, partnerId, typedAddress: newMailbox(), invitedBy }, now)).outcome;
  const voice = { role: 'partner', language: 'en' } as const;
  expect(await invite(owner.accountId)).toBe('invited');
  const speaker = await makeMember({ coalitionId, role: 'partner', partnerId });
  const stranger = await makeMember({ coalitionId, role: 'partner', partnerId: otherPartner });
  expect(await invite(owner.accountId)).toBe('not-your-partner');
  expect(await invite(stranger.accountId)).toBe('not-your-partner');
  expect(await invite(speaker.accountId)).toBe('invited');
  expect(await invite(null)).toBe('invited');
});
