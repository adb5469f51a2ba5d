import { makeCoalition, makePartner } from '@/e2e/support/coalitions.ts';
import { actsIn } from '@/e2e/support/invitations.ts';
import { makeMember, signIn } from '@/e2e/support/members.ts';
import { expect, leave, test } from '@/e2e/support/world.ts';
import { readSession } from '../access/sessions.ts';
import { findMember } from './members.ts';
import { findColleague, listColleagues } from './people.ts';
import { changeRole, endMembership } from './roles.ts';

const now = new Date();
const editor = { role: 'editor', partnerId: null } as const;

test('AD-05: a new role ends the sessions of the old one at once, and is audited', async () => {
  const { id, owner } = await makeCoalition();
  const colleague = await makeMember({ coalitionId: id, role: 'moderator' });
  const token = await signIn(colleague.accountId);
  expect(await changeRole(owner, colleague.id, editor, now)).toBe('changed');
  expect(await readSession(token)).toBe(null);
  expect(await findMember(colleague.accountId, owner.coalition.slug)).toMatchObject({ role: 'editor' });
  expect((await actsIn(id)).at(-1)).toEqual({
    actor: owner.accountId,
    act: 'role-changed',
    subject: { person: colleague.accountId, was: 'moderator', role: 'editor' },
  });
});

test('the role somebody has is no change and ends nothing', async () => {
  const { id, owner } = await makeCoalition();
  const colleague = await makeMember({ coalitionId: id, role: 'editor' });
  const token = await signIn(colleague.accountId);
  expect(await changeRole(owner, colleague.id, editor, now)).toBe('unchanged');
  expect(await readSession(token)).not.toBe(null);
});

test('the last owner is neither demoted nor removed', async () => {
  const { id, owner } = await makeCoalition();
  await makeMember({ coalitionId: id, role: 'editor' });
  expect(await changeRole(owner, owner.id, editor, now)).toBe('last-owner');
  expect(await endMembership(owner, owner.id, now)).toBe('last-owner');
  expect(await findMember(owner.accountId, owner.coalition.slug)).toMatchObject({ role: 'owner' });
});

test('two owners who demote each other at once leave one', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { id, owner, slug } = await makeCoalition();
    const other = await makeMember({ coalitionId: id, role: 'owner' });
    const outcomes = await Promise.all([
      changeRole(owner, other.id, editor, now),
      changeRole(other, owner.id, editor, now),
    ]);
    expect(outcomes.sort()).toEqual(['changed', 'not-allowed']);
    const roles = await Promise.all([owner, other].map((one) => findMember(one.accountId, slug)));
    expect(roles.filter((one) => one?.role === 'owner')).toHaveLength(1);
  }
});

test('two owners who leave at once leave one', async () => {
  const { id, owner } = await makeCoalition();
  const other = await makeMember({ coalitionId: id, role: 'owner' });
  const outcomes = await Promise.all([endMembership(owner, owner.id, now), endMembership(other, other.id, now)]);
  expect(outcomes.sort()).toEqual(['last-owner', 'removed']);
});

test('only an owner removes others; anybody leaves', async () => {
  const { id, owner, slug } = await makeCoalition();
  const one = await makeMember({ coalitionId: id, role: 'editor' });
  const other = await makeMember({ coalitionId: id, role: 'analyst' });
  expect(await endMembership(one, other.id, now)).toBe('not-allowed');
  expect(await endMembership(one, one.id, now)).toBe('removed');
  expect(await findMember(one.accountId, slug)).toBe(null);
  const token = await signIn(other.accountId);
  expect(await endMembership(owner, other.id, now)).toBe('removed');
  expect(await readSession(token)).toBe(null);
});

test('people of another coalition, and junk, are unknown', async () => {
  const { owner } = await makeCoalition();
  const foreign = await makeCoalition();
  expect(await changeRole(owner, foreign.owner.id, editor, now)).toBe('unknown');
  expect(await endMembership(owner, foreign.owner.id, now)).toBe('unknown');
  expect(await endMembership(owner, 'junk', now)).toBe('unknown');
  expect(await findColleague(owner, foreign.owner.id)).toBe(null);
});

test('a partner member needs a partner of this coalition that is there', async () => {
  const { id, owner } = await makeCoalition();
  const foreign = await makeCoalition();
  const colleague = await makeMember({ coalitionId: id, role: 'editor' });
  const theirs = await makePartner(foreign.id, { slug: 'theirs' });
  const gone = await makePartner(id, { slug: 'gone' });
  await leave(gone);
  const ours = await makePartner(id, { slug: 'ours' });
  for (const partnerId of [null, 'junk', theirs, gone]) {
    expect(await changeRole(owner, colleague.id, { role: 'partner', partnerId }, now)).toBe('no-partner');
  }
  expect(await changeRole(owner, colleague.id, { role: 'partner', partnerId: ours }, now)).toBe('changed');
});

test('owners are told addresses, others names alone, partner members their own people and the owners', async () => {
  const { id, owner } = await makeCoalition();
  const analyst = await makeMember({ coalitionId: id, role: 'analyst', name: 'An analyst' });
  const partnerId = await makePartner(id, { slug: 'own' });
  const person = await makeMember({ coalitionId: id, role: 'partner', partnerId, name: 'Of the partner' });
  const seenBy = async (member: typeof owner) =>
    (await listColleagues(member)).map(({ mailbox, name }) => (mailbox ? `${name} with address` : name));
  expect(await seenBy(owner)).toEqual([
    'An owner with address',
    'An analyst with address',
    'Of the partner with address',
  ]);
  expect(await seenBy(analyst)).toEqual(['An owner', 'An analyst', 'Of the partner']);
  expect(await seenBy(person)).toEqual(['An owner', 'Of the partner']);
});

test('an owner gives nobody the voice of a partner that has people of its own', async () => {
  const { id, owner } = await makeCoalition();
  const partnerId = await makePartner(id, { slug: 'voices' });
  const puppet = await makeMember({ coalitionId: id, role: 'editor' });
  await makeMember({ coalitionId: id, role: 'partner', partnerId });
  expect(await changeRole(owner, puppet.id, { role: 'partner', partnerId }, now)).toBe('not-your-partner');
});
