import { unpack } from '@/e2e/support/archives.ts';
import { makeMember, signIn } from '@/e2e/support/members.ts';
import { makeAgePair, makeSealedPetition, openRecord } from '@/e2e/support/sealing.ts';
import { expect, newAddress, signAndConfirm, test } from '@/e2e/support/world.ts';
import { readSession } from '../access/sessions.ts';
import { currentTime } from '../clock.ts';
import { foldCounts } from '../count/fold.ts';
import { eraseDetails } from '../signature/erase.ts';
import { withdrawSignature } from '../signature/withdraw.ts';
import type { Member } from '../team/members.ts';
import { findTeamPetition } from '../team/places.ts';
import { askForExport } from './ask.ts';
import { kindsFor } from './kinds.ts';
import { takeExport } from './take.ts';

async function takeArchive(member: Member, slug: string): Promise<Buffer> {
  const petition = await findTeamPetition(member, slug);
  const session = await readSession(await signIn(member.accountId));
  if (!petition || !session) throw new Error('No petition or session.');
  const asked = await askForExport(member, petition, 'sealed', await currentTime());
  if (typeof asked === 'string') throw new Error(`Asking ended with ${asked}.`);
  const taken = await takeExport({ member, session }, petition, asked.id, await currentTime());
  if (typeof taken === 'string') throw new Error(`Taking ended with ${taken}.`);
  expect(taken.fileName).toMatch(/^sealed-.*\.tar$/);
  expect(taken.contentType).toBe('application/x-tar');
  return Buffer.from(await new Response(taken.body).arrayBuffer());
}

test('EX-05: a sealed export opens with the age program by the commands of its README, and reconciles', async () => {
  const { draft, holders, key, petition } = await makeSealedPetition();
  const member = await makeMember({ coalitionId: draft.coalitionId, role: 'owner' });
  const people = Array.from({ length: 25 }, (_, n) => ({ name: `=Подписант ${n}`, email: newAddress() }));
  for (const person of people) await signAndConfirm(petition, { ...person, country: 'KZ', consents: ['deliver'] });
  await eraseDetails(await signAndConfirm(petition));
  await withdrawSignature(await signAndConfirm(petition, { name: 'Gone' }));

  const archive = unpack(await takeArchive(member, petition.slug));
  expect(archive.manifest).toEqual({ records: 25, counted: 26 });
  expect(archive.sealed.size).toBe(25);
  expect(archive.names.filter((name) => name.startsWith('keys/'))).toHaveLength(1);
  const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);
  const wanted = people.map(({ email, name }) => ({ name, address: email, country: 'KZ', consents: ['deliver'] }));
  for (const holder of holders) {
    const opened = [...archive.openWithAge(holder.identity)].sort(byName);
    expect(opened).toHaveLength(25);
    expect(opened).toMatchObject([...wanted].sort(byName));
    expect(new Set(opened.map(({ id }) => id))).toEqual(new Set(archive.sealed.keys()));
  }
  for (const [id, sealed] of archive.sealed) expect(await openRecord(key.identity, sealed)).toMatchObject({ id });
  const stranger = await makeAgePair();
  expect(() => archive.openWithAge(stranger.identity)).toThrow();
  archive.remove();
});

test('each mode offers the exports that it can keep its promise with', async () => {
  const { draft } = await makeSealedPetition();
  const owner = await makeMember({ coalitionId: draft.coalitionId, role: 'owner' });
  const analyst = await makeMember({ coalitionId: draft.coalitionId, role: 'analyst' });
  expect(kindsFor(owner, 'private')).toEqual(['followers', 'delivery', 'daily-numbers']);
  expect(kindsFor(owner, 'sealed')).toEqual(['sealed', 'daily-numbers']);
  expect(kindsFor(owner, 'count-only')).toEqual(['daily-numbers']);
  expect(kindsFor(analyst, 'sealed')).toEqual(['daily-numbers']);
  const petition = await findTeamPetition(owner, draft.slug);
  if (!petition) throw new Error('No petition.');
  expect(await askForExport(owner, petition, 'followers', await currentTime())).toBe('not-for-your-role');
});

test('VE-11: the numbers by day of a sealed petition leave in steps of five, too', async () => {
  const { draft, petition } = await makeSealedPetition();
  const member = await makeMember({ coalitionId: draft.coalitionId, role: 'owner' });
  for (let n = 0; n < 7; n += 1) await signAndConfirm(petition);
  await foldCounts();
  const place = await findTeamPetition(member, draft.slug);
  const session = await readSession(await signIn(member.accountId));
  if (!place || !session) throw new Error('No petition or session.');
  const asked = await askForExport(member, place, 'daily-numbers', await currentTime());
  if (typeof asked === 'string') throw new Error(asked);
  const taken = await takeExport({ member, session }, place, asked.id, await currentTime());
  if (typeof taken === 'string') throw new Error(taken);
  const [, line] = (await new Response(taken.body).text()).split('\r\n');
  expect(line?.split(',').slice(2)).toEqual(['5', '5', '0', '0']);
});
