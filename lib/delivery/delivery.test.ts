import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { readCsv } from '@/e2e/support/csv.ts';
import { makeMember, signIn } from '@/e2e/support/members.ts';
import { plantSigned } from '@/e2e/support/planted.ts';
import { makeSealedPetition } from '@/e2e/support/sealing.ts';
import {
  auditOf,
  draftPetition,
  endorse,
  expect,
  makePetition,
  signAndConfirm,
  test,
  writeText,
} from '@/e2e/support/world.ts';
import { readSession } from '../access/sessions.ts';
import { foldCounts } from '../count/fold.ts';
import { settings } from '../env.ts';
import { decideExport } from '../export/decide.ts';
import { type Taker, takeExport } from '../export/take.ts';
import { listKeys } from '../keys/key-files.ts';
import { publishVersion } from '../petition/publish.ts';
import { findPetition, findPetitionById, type Petition } from '../petition/read.ts';
import { withdrawSignature } from '../signature/withdraw.ts';
import type { Member } from '../team/members.ts';
import { findTeamPetition, type TeamPetition } from '../team/places.ts';
import type { Role } from '../team/rules.ts';
import { askForPack } from './ask.ts';
import { markOfDelivery } from './fields.ts';
import { handOver, keepAnswer } from './hand-over.ts';
import { findDelivery, listPacks, type Pack } from './read.ts';
import { takePack } from './take.ts';
import { endPacks, workOnPacks } from './work.ts';
import { changeDelivery, planDelivery, removeDelivery } from './write.ts';

interface Place {
  readonly published: Petition;
  readonly petition: TeamPetition;
  readonly owner: Member;
  readonly delivery: string;
  member(role: Role): Promise<Member>;
}

/** In two languages. */
async function makePublished(): Promise<Petition> {
  const { partnerIds, slug, versionId } = await draftPetition();
  await writeText(versionId, 'ru', 'Подпишите указ');
  await endorse(versionId, partnerIds);
  expect(await publishVersion(versionId, 'command', await currentTime())).toBe('published');
  const made = await findPetition(slug);
  if (!made) throw new Error('No petition.');
  return made;
}

async function makePlace(made?: Petition): Promise<Place> {
  const published = made ?? (await makePublished());
  const [row] = await database().execute<{ id: string }>(sql`
    select c.coalition_id as id from petitions p join campaigns c on c.id = p.campaign_id where p.id = ${published.id}`);
  const member = (role: Role) => makeMember({ coalitionId: row?.id ?? '', role });
  const owner = await member('owner');
  const petition = await findTeamPetition(owner, published.slug);
  if (!petition) throw new Error('No petition.');
  const texts = { addressee: { en: 'The president', ru: 'Президенту' }, place: {}, note: {} };
  const delivery = await planDelivery(owner, petition, { texts, plannedOn: '2026-12-01' }, await currentTime());
  return { published, petition, owner, delivery, member };
}

async function takerOf(member: Member): Promise<Taker> {
  const session = await readSession(await signIn(member.accountId));
  if (!session) throw new Error('No session.');
  return { member, session };
}

async function newestPack({ delivery }: Place): Promise<Pack> {
  const [pack] = await listPacks({ id: delivery }, await currentTime());
  if (!pack) throw new Error('No pack.');
  return pack;
}

const ask = async (place: Place) => askForPack(place.owner, place.petition, place.delivery, await currentTime());

/** The worker's round, until this pack is neither waited for nor worked on. */
async function makePack(place: Place): Promise<Pack> {
  for (let rounds = 0; rounds < 100; rounds += 1) {
    const pack = await newestPack(place);
    if (pack.state !== 'making') return pack;
    await workOnPacks();
  }
  throw new Error('The pack is not made.');
}

async function take(place: Place, member = place.owner) {
  const delivery = await findDelivery(place.petition, place.delivery);
  if (!delivery) throw new Error('No delivery.');
  const { exportId } = await newestPack(place);
  return takePack(await takerOf(member), place.petition, delivery, exportId, await currentTime());
}

/** Downloads the newest pack and unpacks it with the system's own program. Answers the folder. */
async function unpack(place: Place): Promise<string> {
  const taken = await take(place);
  if (typeof taken === 'string') throw new Error(`Taking ended with ${taken}.`);
  const folder = mkdtempSync(join(tmpdir(), 'pack-'));
  writeFileSync(join(folder, 'pack.zip'), Buffer.from(await new Response(taken.body).arrayBuffer()));
  execFileSync('unzip', ['-q', 'pack.zip', '-d', 'pack'], { cwd: folder });
  return join(folder, 'pack');
}

function check(folder: string): { readonly isRight: boolean; readonly said: string } {
  try {
    return { isRight: true, said: execFileSync(process.execPath, ['check.mjs'], { cwd: folder, encoding: 'utf8' }) };
  } catch (fault) {
    return { isRight: false, said: String((fault as { stdout?: unknown }).stdout) };
  }
}

const packFiles = (id: string) => readdirSync(join(settings().DATA_DIR, 'packs')).filter((file) => file.startsWith(id));

test('EX-04: a pack holds the consenting names and nothing else of anybody, and checks itself offline', async () => {
  const place = await makePlace();
  await signAndConfirm(place.published, { name: '=Гордей Требует', consents: ['deliver', 'updates'], country: 'FR' });
  await signAndConfirm(place.published, { name: 'محمد يوقع', consents: ['deliver'] });
  await signAndConfirm(place.published, { name: 'Keeps Quiet', consents: ['updates'] });
  await withdrawSignature(await signAndConfirm(place.published, { name: 'Goes Away', consents: ['deliver'] }));
  await foldCounts();
  expect(await ask(place)).toBe('asked');
  const pack = await makePack(place);
  expect(pack).toMatchObject({ state: 'made', names: 2, count: 3 });
  const folder = await unpack(place);
  // The checkpoint is there if the log has published one by now.
  const files = readdirSync(folder).filter((file) => file !== 'checkpoint');
  expect(files.sort()).toEqual([
    'README.txt',
    'SHA256SUMS',
    'certificate.en.pdf',
    'certificate.ru.pdf',
    'check.mjs',
    'count.json',
    'cover-letter.en.pdf',
    'cover-letter.ru.pdf',
    'daily.csv',
    'endorsements.csv',
    'names.csv',
    'names.pdf',
    'removals.csv',
    'texts',
  ]);
  const names = readCsv(readFileSync(join(folder, 'names.csv'), 'utf8'));
  expect(names[0]).toEqual(['name']);
  expect(names.slice(1).sort()).toEqual([["'=Гордей Требует"], ['محمد يوقع']]);
  const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(txt|csv|json)$/.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
  expect(texts.join('\n')).not.toMatch(/Keeps Quiet|Goes Away|@example|"FR"/);
  const checked = check(folder);
  expect(checked.said).toContain('Everything in this pack fits together.');
  expect(checked.isRight).toBe(true);
  expect(checked.said).toContain('names.csv holds 2 names; count.json says 2.');
  expect(checked.said).toContain('4 confirmed, less 1 withdrawn and 0 removed, are 3; the count is 3.');
});

test('a pack that somebody changed says so', async () => {
  const place = await makePlace();
  await signAndConfirm(place.published, { name: 'Delivers', consents: ['deliver'] });
  await foldCounts();
  await ask(place);
  await makePack(place);
  const folder = await unpack(place);
  writeFileSync(join(folder, 'names.csv'), `${readFileSync(join(folder, 'names.csv'), 'utf8')}"Somebody Else"\r\n`);
  const checked = check(folder);
  expect(checked.isRight).toBe(false);
  expect(checked.said).toContain('names.csv is not what it was when the pack was made.');
  expect(checked.said).toContain('names.csv holds 2 names; count.json says 1.');
});

test('EX-03: a pack lies sealed, is taken once by whoever asked, and leaves neither bytes nor key', async () => {
  const place = await makePlace();
  await signAndConfirm(place.published, { name: 'Sealed On Disk', consents: ['deliver'] });
  await foldCounts();
  await ask(place);
  expect(await ask(place)).toBe('known');
  const { exportId } = await makePack(place);
  expect(packFiles(exportId)).toEqual([`${exportId}.pack`]);
  const bytes = readFileSync(join(settings().DATA_DIR, 'packs', `${exportId}.pack`));
  expect(bytes.includes('Sealed On Disk')).toBe(false);
  expect(bytes.includes('names.csv')).toBe(false);
  const isItsKey = (name: string) => name.endsWith(`pack-${exportId}`);
  expect((await listKeys()).filter(isItsKey)).toHaveLength(1);
  expect(await take(place, await place.member('owner'))).toBe('not-yours');
  expect(await takeExport(await takerOf(place.owner), place.petition, exportId, await currentTime())).toBe('unknown');
  await unpack(place);
  expect((await newestPack(place)).state).toBe('taken');
  expect(await take(place)).toBe('taken');
  await endPacks();
  expect(packFiles(exportId)).toEqual([]);
  expect((await listKeys()).filter(isItsKey)).toEqual([]);
  expect((await newestPack(place)).deletedAt).not.toBe(null);
  const acts = (await auditOf(place.petition.id)).map(({ act }) => act);
  expect(acts).toEqual(expect.arrayContaining(['delivery-planned', 'export-asked', 'export-taken']));
});

test('a pack that nobody takes ends after a week', async () => {
  const place = await makePlace();
  await ask(place);
  const { exportId } = await makePack(place);
  await database().execute(sql`update exports set expires_at = now() - interval '1 second' where id = ${exportId}`);
  await endPacks();
  expect(packFiles(exportId)).toEqual([]);
  expect((await newestPack(place)).state).toBe('lapsed');
});

test('AD-09: more than a hundred names wait for another owner, and are not gathered before', async () => {
  const place = await makePlace();
  await plantSigned(place.petition.id, { count: 101, consents: ['deliver'] });
  await ask(place);
  while (await workOnPacks());
  const waiting = await newestPack(place);
  expect(waiting).toMatchObject({ state: 'waiting', names: 0 });
  expect(existsSync(join(settings().DATA_DIR, 'packs', `${waiting.exportId}.names`))).toBe(false);
  const decide = async (by: Member) =>
    decideExport(by, place.petition, waiting.exportId, 'approve', await currentTime());
  expect(await decide(place.owner)).toBe('your-own');
  expect(await decide(await place.member('owner'))).toBe('approved');
  expect(await makePack(place)).toMatchObject({ state: 'made', names: 101 });
});

test('AD-09: a pack whose names grow past a hundred while it is made is given up', async () => {
  const place = await makePlace();
  await plantSigned(place.petition.id, { count: 100, consents: ['deliver'] });
  await ask(place);
  await plantSigned(place.petition.id, { count: 1, consents: ['deliver'] });
  expect(await makePack(place)).toMatchObject({ state: 'failed' });
});

test('a pack that broke off in the middle goes on where it was, and no name is lost or doubled', async () => {
  const place = await makePlace();
  const names = Array.from({ length: 60 }, (_, n) => `Signer ${String(n).padStart(3, '0')}`);
  await plantSigned(place.petition.id, { count: 60, consents: ['deliver'], nameOf: (n) => names[n] ?? '' });
  await ask(place);
  await workOnPacks();
  const { exportId } = await newestPack(place);
  const file = join(settings().DATA_DIR, 'packs', `${exportId}.names`);
  // Half a piece more on disk than the database knows of: what a killed worker leaves.
  writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.from('torn off')]));
  await database().execute(sql`
    update delivery_packs set stage = 'names', leased_until = now() + interval '1 minute' where export_id = ${exportId}`);
  await workOnPacks();
  expect((await newestPack(place)).stage).toBe('names');
  await database().execute(sql`update delivery_packs set leased_until = now() where export_id = ${exportId}`);
  await makePack(place);
  const folder = await unpack(place);
  const rows = readCsv(readFileSync(join(folder, 'names.csv'), 'utf8')).slice(1);
  expect(rows.map(([name]) => name).sort()).toEqual(names);
});

for (const mode of ['sealed', 'count-only'] as const) {
  test(`a ${mode} petition's pack holds no names and says so`, async () => {
    const made = mode === 'sealed' ? (await makeSealedPetition()).petition : await makePetition({ privacyMode: mode });
    const place = await makePlace(made);
    await ask(place);
    expect(await makePack(place)).toMatchObject({ state: 'made', names: 0 });
    const folder = await unpack(place);
    expect(readdirSync(folder).filter((file) => file.startsWith('names'))).toEqual([]);
    expect(readFileSync(join(folder, 'README.txt'), 'utf8')).toContain('There are no names in it.');
    expect(check(folder)).toMatchObject({ isRight: true });
  });
}

test('a hand-over is public, numbered and stays; only its answer comes later', async () => {
  const place = await makePlace();
  await signAndConfirm(place.published, { name: 'Delivers', consents: ['deliver'] });
  await foldCounts();
  await ask(place);
  const { exportId } = await makePack(place);
  const { delivery, owner, petition } = place;
  const facts = { handedOverOn: '2026-11-20', receivedBy: 'Registry', reference: 'A-12' };
  const over = async (pack: string) => handOver(owner, petition, delivery, { ...facts, pack }, await currentTime());
  expect(await over(exportId)).toBe('no-such-pack');
  expect((await findPetitionById(petition.id))?.deliveries).toEqual([]);
  await unpack(place);
  expect(await over(exportId)).toBe('handed-over');
  expect(await over(exportId)).toBe('already');
  const sha256 = (await newestPack(place)).sha256?.toString('hex');
  const answer = { answer: { en: 'We will look at it.' }, answeredOn: '2026-11-21' };
  expect(await keepAnswer(owner, petition, delivery, answer, await currentTime())).toBe('saved');
  const shown = async () => (await findPetitionById(petition.id))?.deliveries;
  await expect
    .poll(shown, { timeout: 10_000 })
    .toMatchObject([
      { number: 1, ...facts, count: 1, names: 1, packSha256: sha256, answer: answer.answer, answeredOn: '2026-11-21' },
    ]);
  const change = { texts: { addressee: { en: 'Other' }, place: {}, note: {} }, plannedOn: null, mark: '' };
  expect(await changeDelivery(owner, petition, delivery, change, await currentTime())).toBe('handed-over');
  expect(await removeDelivery(owner, petition, delivery, await currentTime())).toBe('handed-over');
  await expect(
    database().execute(sql`update deliveries set count = 1000000 where id = ${delivery}`),
  ).rejects.toMatchObject({ cause: { message: 'handed_over_delivery_stays' } });
});

test('a plan is saved from what stands, and removed while nothing was asked for it', async () => {
  const place = await makePlace();
  const row = await findDelivery(place.petition, place.delivery);
  if (!row) throw new Error('No delivery.');
  const texts = { addressee: { en: 'The registry' }, place: { en: 'Moscow' }, note: {} };
  const save = async (mark: string) =>
    changeDelivery(place.owner, place.petition, place.delivery, { texts, plannedOn: null, mark }, await currentTime());
  expect(await save('something older')).toBe('stale');
  expect(await save(markOfDelivery(row))).toBe('saved');
  expect(await findDelivery(place.petition, place.delivery)).toMatchObject({ ...texts, plannedOn: null, revision: 2 });
  expect(await removeDelivery(place.owner, place.petition, place.delivery, await currentTime())).toBe('removed');
  expect(await findDelivery(place.petition, place.delivery)).toBe(null);
});
