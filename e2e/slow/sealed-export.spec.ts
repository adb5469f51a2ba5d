import { readSession } from '@/lib/access/sessions.ts';
import { currentTime } from '@/lib/clock.ts';
import { askForExport } from '@/lib/export/ask.ts';
import { decideExport } from '@/lib/export/decide.ts';
import { takeExport } from '@/lib/export/take.ts';
import { findTeamPetition } from '@/lib/team/places.ts';
import { unpack } from '../support/archives.ts';
import { makeMember, signIn } from '../support/members.ts';
import { makeSealedPetition, plantSealed } from '../support/sealing.ts';
import { expect, test } from '../support/world.ts';

const RECORDS = 10_000;
const PORTION = 500;

test('EX-05: an export of 10,000 sealed records opens with the age program alone, and reconciles', async () => {
  const { draft, holders, key, petition } = await makeSealedPetition();
  const names = Array.from({ length: RECORDS }, (_, n) => `=Подписант ${n}`);
  for (let n = 0; n < RECORDS; n += PORTION) await plantSealed(petition, key.recipient, names.slice(n, n + PORTION));

  // So long a list needs two people (AD-09).
  const { coalitionId } = draft;
  const [asker, other] = [
    await makeMember({ coalitionId, role: 'owner' }),
    await makeMember({ coalitionId, role: 'owner' }),
  ];
  const place = await findTeamPetition(asker, petition.slug);
  const session = await readSession(await signIn(asker.accountId));
  if (!place || !session) throw new Error('No petition or session.');
  const asked = await askForExport(asker, place, 'sealed', await currentTime());
  if (typeof asked === 'string') throw new Error(`Asking ended with ${asked}.`);
  expect(await decideExport(other, place, asked.id, 'approve', await currentTime())).toBe('approved');
  const taken = await takeExport({ member: asker, session }, place, asked.id, await currentTime());
  if (typeof taken === 'string') throw new Error(`Taking ended with ${taken}.`);
  const archive = unpack(Buffer.from(await new Response(taken.body).arrayBuffer()));

  expect(archive.manifest).toEqual({ records: RECORDS, counted: RECORDS });
  expect(archive.sealed.size).toBe(RECORDS);
  const began = performance.now();
  const opened = archive.openWithAge(holders[1]?.identity ?? '');
  const seconds = (performance.now() - began) / 1_000;
  expect(opened).toHaveLength(RECORDS);
  expect(new Set(opened.map(({ id }) => id))).toEqual(new Set(archive.sealed.keys()));
  expect(new Set(opened.map(({ name }) => name))).toEqual(new Set(names));
  console.log(`${opened.length} of ${RECORDS} records opened by the age program in ${seconds.toFixed(0)} s`);
  archive.remove();
});
