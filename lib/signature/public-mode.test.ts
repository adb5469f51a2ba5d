import { eq, sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { vacuumPersonalTables } from '@/db/vacuum.ts';
import { makeMember } from '@/e2e/support/members.ts';
import {
  auditOf,
  draftPetition,
  endorse,
  expect,
  keptOf,
  makePetition,
  newAddress,
  sign,
  signAndConfirm,
  signAndReadLetter,
  test,
} from '@/e2e/support/world.ts';
import { readForm } from '../form.ts';
import { publishVersion } from '../petition/publish.ts';
import { findPetition, type Petition } from '../petition/read.ts';
import { tightenPrivacy } from '../publication/tighten.ts';
import { findTeamPetition } from '../team/places.ts';
import { chooseDisplay } from './choose-display.ts';
import { confirmSignature } from './confirm.ts';
import { eraseDetails } from './erase.ts';
import { readAnswers } from './fields.ts';
import { readPublicNames } from './public-names.ts';
import { readMySignature } from './read.ts';
import { shownName } from './shown-name.ts';
import { withdrawSignature } from './withdraw.ts';

const publicly = { privacyMode: 'public' } as const;

/** What stands in the table, past every memory. */
async function shownOn(petition: Petition): Promise<string[]> {
  const rows = await database()
    .select({ name: schema.publicNames.name })
    .from(schema.publicNames)
    .where(eq(schema.publicNames.petitionId, petition.id));
  return rows.map(({ name }) => name).sort();
}

const namesOf = async (petition: Petition, now?: Date) =>
  (await readPublicNames(petition, now ?? (await currentTime()))).names;

test('PV-08: nobody is shown who did not choose it, whatever a form says', async () => {
  const petition = await makePetition(publicly);
  await signAndConfirm(petition, { name: 'Nobody Asked' });
  expect(await shownOn(petition)).toEqual([]);
  for (const display of ['', 'none', 'yes', 'FULL', 'full ']) {
    const body = new URLSearchParams({ name: 'A Name', email: newAddress(), display });
    const form = await readForm(new Request('http://localhost', { method: 'POST', body }));
    if (typeof form === 'string') throw new Error('The form was not read.');
    expect(readAnswers(form, 'public')).toMatchObject({ answers: { consents: [] } });
  }
});

test('PV-08: whoever chooses it is shown in that form, after the confirmation and not before', async () => {
  const petition = await makePetition(publicly);
  const token = await signAndReadLetter(petition, { name: 'Анна Мария Петрова', consents: ['display-initials'] });
  expect(await shownOn(petition)).toEqual([]);
  expect(await confirmSignature(token)).toBe('confirmed');
  await signAndConfirm(petition, { name: 'Bo', consents: ['display-full'] });
  expect(await shownOn(petition)).toEqual(['Bo', 'А. М. П.']);
  expect(new Set(await namesOf(petition))).toEqual(new Set(['Bo', 'А. М. П.']));
});

test('initials are first letters, whatever the script and whatever stands around them', () => {
  const initials = (name: string) => shownName(name, 'initials');
  expect(initials('anna petrova')).toBe('A. P.');
  expect(initials('«Жанна» д’Арк')).toBe('Ж. Д.');
  expect(initials('محمد علي')).toBe('م. ع.');
  expect(initials('José   4 María (de) la Cruz')).toBe('J. M. D.');
  expect(shownName('Anna', 'none')).toBeNull();
});

test('PV-08: taking it back, withdrawing and erasing take the name off at once', async () => {
  const petition = await makePetition(publicly);
  const shown = (name: string) => signAndConfirm(petition, { name, consents: ['display-full'] });
  const [kept, takes, withdraws, erases] = [
    await shown('Kept'),
    await shown('Takes Back'),
    await shown('Withdraws'),
    await shown('Erases'),
  ];
  expect(await namesOf(petition)).toHaveLength(4);
  expect(await chooseDisplay(takes, 'none')).toBe('changed');
  expect(await withdrawSignature(withdraws)).toBe('withdrawn');
  expect(await eraseDetails(erases)).toBe('erased');
  expect(await shownOn(petition)).toEqual(['Kept']);
  expect(await namesOf(petition)).toEqual(['Kept']);
  expect(await chooseDisplay(erases, 'full')).toBe('erased');
  expect(await chooseDisplay(kept, 'initials')).toBe('changed');
  expect(await shownOn(petition)).toEqual(['K.']);
  expect((await readMySignature(kept))?.consents).toEqual(new Set(['display-initials']));
  expect(await chooseDisplay(takes, 'full')).toBe('changed');
  expect(await shownOn(petition)).toEqual(['K.', 'Takes Back']);
});

test('of two choices made at once exactly one is shown', async () => {
  const petition = await makePetition(publicly);
  const token = await signAndConfirm(petition, { name: 'Two Minds', consents: ['display-full'] });
  await Promise.all([chooseDisplay(token, 'initials'), chooseDisplay(token, 'full'), chooseDisplay(token, 'initials')]);
  expect(await shownOn(petition)).toHaveLength(1);
  expect((await keptOf(petition)).consents).toBe(1);
  await chooseDisplay(token, 'none');
  expect(await shownOn(petition)).toEqual([]);
});

test('a petition that is not public shows nobody, whatever is posted', async () => {
  const petition = await makePetition();
  const token = await signAndConfirm(petition, { consents: ['display-full'] });
  expect(await shownOn(petition)).toEqual([]);
  expect(await chooseDisplay(token, 'full')).toBe('not-public');
  expect((await keptOf(petition)).consents).toBe(0);
});

test('PV-09: a public name points to no signature, and lies in no order of time', async () => {
  const petition = await makePetition(publicly);
  for (let n = 0; n < 12; n += 1)
    await signAndConfirm(petition, { name: `Name ${String.fromCharCode(65 + n)}`, consents: ['display-full'] });
  const [linked] = await database().execute(sql`
    select count(*)::int as linked from public_names n join signatures s on s.id = n.id where n.petition_id = ${petition.id}`);
  expect(linked).toEqual({ linked: 0 });
  await vacuumPersonalTables(process.env.DATABASE_URL ?? '');
  const rows = await database().execute<{ id: string }>(sql`
    select id::text as id from public_names where petition_id = ${petition.id} order by ctid`);
  const ids = rows.map(({ id }) => id);
  expect(ids).toEqual([...ids].sort());
  for (const id of ids) expect(id[14]).toBe('4');
});

/** Spearman's rank correlation of what comes first with what stands first. */
function rankCorrelation(ranks: readonly number[]): number {
  const order = [...ranks].sort((a, b) => a - b);
  const n = ranks.length;
  const squares = ranks.reduce((sum, rank, place) => sum + (order.indexOf(rank) - place) ** 2, 0);
  return 1 - (6 * squares) / (n * (n * n - 1));
}

test('PV-09: which names are shown, and how they stand, does not go with who signed first', async () => {
  test.setTimeout(120_000);
  const petition = await makePetition(publicly);
  const total = 300;
  const name = (n: number) => `Signer ${n}`;
  for (let n = 0; n < total; n += 20)
    await Promise.all(
      Array.from({ length: 20 }, (_, m) => signAndConfirm(petition, { name: name(n + m), consents: ['display-full'] })),
    );
  const now = (await currentTime()).getTime();
  const correlations: number[] = [];
  const met = new Set<string>();
  const orderOf = (text: string) => Number(text.split(' ').at(-1));
  for (let draw = 0; draw < 100; draw += 1) {
    const names = await namesOf(petition, new Date(now + draw * 6 * 3_600_000));
    expect(names).toHaveLength(30);
    for (const one of names) met.add(one);
    correlations.push(rankCorrelation(names.map(orderOf)));
  }
  const mean = correlations.reduce((sum, one) => sum + one, 0) / correlations.length;
  expect(Math.abs(mean)).toBeLessThan(0.1);
  expect(met.size).toBeGreaterThan(total * 0.8);
  const early = [...met].filter((one) => orderOf(one) < total / 2).length;
  expect(Math.abs(early / met.size - 0.5)).toBeLessThan(0.1);
});

test('a public petition can become private: names and consents go, signatures stay, and there is no way back', async () => {
  const draft = await draftPetition(publicly);
  await endorse(draft.versionId, draft.partnerIds);
  const owner = await makeMember({ coalitionId: draft.coalitionId, role: 'owner' });
  const place = async () => {
    const found = await findTeamPetition(owner, draft.slug);
    if (!found) throw new Error('No petition.');
    return found;
  };
  expect(await tightenPrivacy(owner, await place(), await currentTime())).toBe('not-public');
  expect(await publishVersion(draft.versionId, 'command', await currentTime())).toBe('published');
  const petition = await findPetition(draft.slug);
  if (!petition) throw new Error('No petition.');
  await signAndConfirm(petition, { consents: ['display-full', 'deliver'] });
  const waiting = await signAndReadLetter(petition, { consents: ['display-full'] });
  expect(await tightenPrivacy(owner, await place(), await currentTime())).toBe('tightened');
  expect(await shownOn(petition)).toEqual([]);
  expect(await confirmSignature(waiting)).toBe('confirmed');
  expect(await shownOn(petition)).toEqual([]);
  expect(await keptOf(petition)).toMatchObject({ signatures: 2, consents: 1 });
  expect((await auditOf(petition.id)).at(-1)).toMatchObject({ act: 'privacy-tightened' });
  await expect.poll(async () => (await findPetition(draft.slug))?.privacyMode).toBe('private');
  expect(await tightenPrivacy(owner, await place(), await currentTime())).toBe('not-public');
  await sign((await findPetition(draft.slug)) ?? petition, { consents: ['display-full'] });
});
