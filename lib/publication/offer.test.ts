import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { makeMember } from '@/e2e/support/members.ts';
import { makeWriting, type Writing, writeDraft } from '@/e2e/support/versions.ts';
import { auditOf, expect, leave, lettersTo, test } from '@/e2e/support/world.ts';
import { findAccount } from '../access/accounts.ts';
import type { Member } from '../team/members.ts';
import { endorseVersion } from './endorse.ts';
import { offerVersion } from './offer.ts';

const now = new Date();
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

const offer = async (writing: Writing, at = now) => offerVersion(await writing.team(), writing.editor, at);

/** As if the speaker had read the newest version and agreed. */
async function endorseNewest(writing: Writing, speaker: Member | undefined) {
  const [newest] = await writing.versions();
  if (!newest || !speaker) throw new Error('Nothing to endorse.');
  return endorseVersion(await writing.team(), speaker, newest, now);
}

const mailboxOf = async (member: Member | undefined) => (await findAccount(member?.accountId ?? ''))?.mailbox ?? '';
const calledOf = async (member: Member | undefined) =>
  (await lettersTo(await mailboxOf(member))).filter(({ kind }) => kind === 'endorsement-asked').length;

test('the drafts become a version, and every partner is called to read it', async () => {
  const writing = await makeWriting();
  expect(await offer(writing)).toEqual({ kind: 'offered', version: 1 });
  const [version] = await writing.versions();
  expect(version).toMatchObject({ version: 1, offeredBy: 'Eva Editor', publishedAt: null, endorsements: [] });
  expect(version?.texts.map(({ title }) => title)).toEqual(['Sign it']);
  expect(await Promise.all(writing.speakers.map(calledOf))).toEqual([1, 1]);
  expect(await calledOf(writing.owner)).toBe(0);
  expect(await auditOf(writing.petitionId)).toMatchObject([
    { actor: writing.editor.accountId, act: 'text-offered', subject: { version: 1, sha256: version?.sha256 } },
  ]);
});

test('whoever has left is not called, and neither is another coalition', async () => {
  const [writing, other] = [await makeWriting({ partners: 3 }), await makeWriting()];
  await leave(writing.partnerIds[2] ?? '');
  await offer(writing);
  expect(await Promise.all(writing.speakers.map(calledOf))).toEqual([1, 1, 0]);
  expect(await Promise.all(other.speakers.map(calledOf))).toEqual([0, 0]);
});

test('the same text is not offered twice', async () => {
  const writing = await makeWriting();
  await offer(writing);
  expect(await offer(writing)).toEqual({ kind: 'unchanged' });
  expect(await writing.versions()).toHaveLength(1);
});

test('without the original text nothing is offered; an unfinished translation stays out', async () => {
  const writing = await makeWriting();
  await writeDraft(writing.petitionId, { demand: ' ' });
  expect(await offer(writing)).toEqual({ kind: 'incomplete' });
  await writeDraft(writing.petitionId, {});
  await writeDraft(writing.petitionId, { language: 'ru', demand: '' });
  await writeDraft(writing.petitionId, { language: 'de' });
  await offer(writing);
  expect((await writing.versions())[0]?.texts.map(({ language }) => language)).toEqual(['en', 'de']);
});

test('a version that nobody has endorsed is replaced, and the partners are called once for both', async () => {
  const writing = await makeWriting();
  await offer(writing);
  await writeDraft(writing.petitionId, { title: 'Sign it now' });
  expect(await offer(writing, later(5))).toEqual({ kind: 'offered', version: 1 });
  expect((await writing.versions()).map(({ texts }) => texts[0]?.title)).toEqual(['Sign it now']);
  expect(await calledOf(writing.speakers[0])).toBe(1);
  await writeDraft(writing.petitionId, { title: 'Sign it today' });
  await offer(writing, later(120));
  expect(await calledOf(writing.speakers[0])).toBe(2);
});

test('what somebody has endorsed stays, and the next text gets the next number', async () => {
  const writing = await makeWriting();
  await offer(writing);
  expect(await endorseNewest(writing, writing.speakers[1])).toBe('endorsed');
  await writeDraft(writing.petitionId, { title: 'Sign it now' });
  expect(await offer(writing)).toEqual({ kind: 'offered', version: 2 });
  const versions = await writing.versions();
  expect(versions.map(({ texts }) => texts[0]?.title)).toEqual(['Sign it now', 'Sign it']);
});

test('two who offer at once make one version', async () => {
  const writing = await makeWriting();
  const outcomes = await Promise.all([1, 2, 3].map(() => offer(writing)));
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['offered', 'unchanged', 'unchanged']);
  expect(await writing.versions()).toHaveLength(1);
});

test('a partner endorses for itself, once, and the audit says who', async () => {
  const writing = await makeWriting();
  await offer(writing);
  const [lead, second] = writing.speakers;
  expect(await endorseNewest(writing, lead)).toBe('endorsed');
  const again = await Promise.all([endorseNewest(writing, lead), endorseNewest(writing, second)]);
  expect(again).toEqual(['already-endorsed', 'endorsed']);
  const [version] = await writing.versions();
  expect(version?.endorsements).toMatchObject([
    { partnerId: lead?.partnerId, by: 'Speaker 1', isLead: true, stands: true },
    { partnerId: second?.partnerId, by: 'Speaker 2', isLead: false, stands: true },
  ]);
  expect((await auditOf(writing.petitionId)).filter(({ act }) => act === 'text-endorsed')).toMatchObject([
    { actor: lead?.accountId, subject: { partner: 'partner-1', version: 1, sha256: version?.sha256 } },
    { actor: second?.accountId, subject: { partner: 'partner-2' } },
  ]);
});

test('two members of one partner who press at once endorse once', async () => {
  const writing = await makeWriting();
  await offer(writing);
  const partnerId = writing.partnerIds[0] ?? '';
  const colleague = await makeMember({ coalitionId: writing.coalitionId, role: 'partner', partnerId });
  const outcomes = await Promise.all([writing.speakers[0], colleague].map((one) => endorseNewest(writing, one)));
  expect(outcomes.sort()).toEqual(['already-endorsed', 'endorsed']);
});

test('nobody endorses for another: not an owner, not an editor, not a member of another coalition', async () => {
  const [writing, other] = [await makeWriting(), await makeWriting()];
  await offer(writing);
  for (const member of [writing.owner, writing.editor, other.speakers[0]]) {
    expect(await endorseNewest(writing, member)).toBe('no-partner');
  }
  expect((await writing.versions())[0]?.endorsements).toEqual([]);
});

test('a partner that has left, or never joined, endorses nothing', async () => {
  const writing = await makeWriting({ partners: 3 });
  await offer(writing);
  await leave(writing.partnerIds[1] ?? '');
  await database().execute(sql`update partners set joined_at = null where id = ${writing.partnerIds[2]}`);
  expect(await endorseNewest(writing, writing.speakers[1])).toBe('no-partner');
  expect(await endorseNewest(writing, writing.speakers[2])).toBe('no-partner');
});

test('only the newest text is endorsed', async () => {
  const writing = await makeWriting();
  await offer(writing);
  const [first] = await writing.versions();
  await endorseNewest(writing, writing.speakers[0]);
  await writeDraft(writing.petitionId, { title: 'Sign it now' });
  await offer(writing);
  const [, second] = writing.speakers;
  if (!first || !second) throw new Error('Nothing to endorse.');
  expect(await endorseVersion(await writing.team(), second, first, now)).toBe('newer-is-offered');
});

test('what was read is endorsed: a text replaced under the same number is not', async () => {
  const writing = await makeWriting();
  await offer(writing);
  const [read] = await writing.versions();
  await writeDraft(writing.petitionId, { body: 'Another text.' });
  await offer(writing);
  const [lead] = writing.speakers;
  if (!read || !lead) throw new Error('Nothing to endorse.');
  const petition = await writing.team();
  expect(await endorseVersion(petition, lead, read, now)).toBe('text-changed');
  expect(await endorseVersion(petition, lead, { version: 1, sha256: '' }, now)).toBe('text-changed');
  expect(await endorseVersion(petition, lead, { version: 7, sha256: randomUUID() }, now)).toBe('text-changed');
});

test('while a text is replaced, it is endorsed or replaced, never both', async () => {
  for (let round = 0; round < 8; round += 1) {
    const writing = await makeWriting();
    await offer(writing);
    await writeDraft(writing.petitionId, { title: 'Sign it now' });
    const [endorsed] = await Promise.all([endorseNewest(writing, writing.speakers[0]), offer(writing)]);
    const versions = await writing.versions();
    const holder = versions.find(({ endorsements }) => endorsements.length > 0);
    if (endorsed === 'endorsed') expect(holder?.texts[0]?.title).toMatch(/^Sign it( now)?$/);
    else expect([holder, versions.length]).toEqual([undefined, 1]);
    expect(versions[0]?.texts[0]?.title).toBe('Sign it now');
  }
});
