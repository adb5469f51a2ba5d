import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { plantSigned } from '@/e2e/support/planted.ts';
import {
  endOtherSendings,
  knownRecipientsOf,
  makeNews,
  publishNews,
  sendingOf,
  workUntilQuiet,
} from '@/e2e/support/sendings.ts';
import {
  everythingStored,
  expect,
  lettersTo,
  makePetition,
  newAddress,
  sendOff,
  signAndConfirm,
  test,
} from '@/e2e/support/world.ts';
import { currentTime } from '../clock.ts';
import { newsToken } from '../keys/news-keys.ts';
import { petitionKeys } from '../keys/petition-keys.ts';
import { suppressionKey } from '../keys/suppression-keys.ts';
import { openLetter } from '../mail/letters.ts';
import { sendDueBatches } from '../mail/send.ts';
import { openSignature } from '../signature/sealed.ts';
import { withdrawSignature } from '../signature/withdraw.ts';
import { hashToken, newToken } from '../token.ts';
import { readDueSending, type Sending } from './due.ts';
import { writePage } from './page.ts';
import { readSending } from './read.ts';
import { workOnSendings } from './work.ts';

test.beforeEach(async ({ provider }) => {
  await endOtherSendings();
  provider.script();
});

const waiting = async (): Promise<string[]> => {
  const rows = await database().select().from(schema.letters);
  const opened = await Promise.all(rows.map((row) => openLetter(row)));
  return opened.map((letter) => letter?.mailbox ?? '');
};

async function dueSending(): Promise<Sending> {
  const sending = await readDueSending();
  if (!sending) throw new Error('No sending is due.');
  return sending;
}

test('EM-10: an update goes to those who asked for news, once each, and to nobody else', async () => {
  const petition = await makePetition();
  const follower = newAddress();
  await signAndConfirm(petition, { email: follower, consents: ['updates'], locale: 'ru' });
  const others = [newAddress(), newAddress(), newAddress()];
  await signAndConfirm(petition, { email: others[0] ?? '', consents: ['deliver', 'partner-updates'] });
  await withdrawSignature(await signAndConfirm(petition, { email: others[1] ?? '', consents: ['updates'] }));
  await signAndConfirm(await makePetition(), { email: others[2] ?? '', consents: ['updates'] });
  const invalid = newAddress();
  await signAndConfirm(petition, { email: invalid, consents: ['updates'] });
  const [signature] = await database().execute<{ id: string }>(sql`
    select id from signatures where petition_id = ${petition.id} and duplicate_key is not null order by id limit 1`);
  expect(signature).toBeTruthy();
  const keys = await petitionKeys(petition.id);
  for (const row of await database().select().from(schema.signatures)) {
    if (row.petitionId !== petition.id || !row.sealed) continue;
    if (openSignature(keys, row.id, row.sealed).mailbox !== invalid) continue;
    await database().execute(sql`update signatures set invalidated_on = current_date where id = ${row.id}`);
  }
  await sendOff();
  const updateId = await publishNews(petition);
  await workUntilQuiet();
  await workUntilQuiet();
  expect(await waiting()).toEqual([follower]);
  const [letter] = await lettersTo(follower);
  expect(letter).toMatchObject({
    kind: 'update',
    language: 'ru',
    update: { id: updateId, number: 1, tellsAll: false },
  });
  expect(await sendingOf(updateId)).toMatchObject({ written: 1, people: 1, endedAt: null });
});

test('EM-10: more followers than fit on a page get one letter each, and the sending ends by itself', async ({
  provider,
}) => {
  const { updateId } = await makeNews({ followers: 2_350 });
  await workUntilQuiet();
  // The outbox is full: the third page waits.
  expect((await sendingOf(updateId)).written).toBe(2_000);
  for (let more = true; more; ) more = (await sendDueBatches()) || (await workOnSendings());
  expect(provider.delivered).toHaveLength(2_350);
  expect(new Set(provider.delivered).size).toBe(2_350);
  const sending = await sendingOf(updateId);
  expect(sending).toMatchObject({ written: 2_350, handedOver: 2_350, dead: 0, cursor: null });
  expect(sending.endedAt).not.toBe(null);
  expect(await readSending(updateId)).toMatchObject({ state: 'finished', people: 2_350, handedOver: 2_350 });
  expect(await knownRecipientsOf(updateId)).toBe(0);
});

test('followers are found among thousands who asked for nothing', async () => {
  const petition = await makePetition();
  await plantSigned(petition.id, { count: 21_000, consents: [] });
  await plantSigned(petition.id, { count: 12, consents: ['updates'] });
  const updateId = await publishNews(petition);
  await workUntilQuiet();
  expect(await sendingOf(updateId)).toMatchObject({ written: 12, people: 12 });
  expect((await sendingOf(updateId)).writtenAt).not.toBe(null);
});

test('EM-10: of workers at the same page one writes it, and the others nothing', async () => {
  const { updateId } = await makeNews({ followers: 300 });
  const sending = await dueSending();
  const now = await currentTime();
  const written = await Promise.all(Array.from({ length: 6 }, () => writePage(sending, now)));
  expect(written.filter((count) => count !== null)).toEqual([300]);
  expect(await waiting()).toHaveLength(300);
  expect((await sendingOf(updateId)).written).toBe(300);
});

test('EM-10: several workers at several sendings write every letter once', async ({ provider }) => {
  await makeNews({ followers: 1_500 });
  await makeNews({ followers: 700 });
  const work = async () => {
    for (let quiet = 0; quiet < 3; ) quiet = (await workOnSendings()) || (await sendDueBatches()) ? 0 : quiet + 1;
  };
  await Promise.all([work(), work(), work(), work()]);
  expect(provider.delivered).toHaveLength(2_200);
  expect(new Set(provider.delivered).size).toBe(2_200);
});

test('EM-10: a page whose place was written back, as by a restored backup, sends nothing twice', async () => {
  const { updateId } = await makeNews({ followers: 50 });
  await workUntilQuiet();
  await sendOff();
  await database().execute(sql`
    update update_sendings set cursor = null, written_at = null, ended_at = null where update_id = ${updateId}`);
  await workUntilQuiet();
  expect(await waiting()).toEqual([]);
  expect((await sendingOf(updateId)).written).toBe(50);
});

test('EM-10: a page that cannot be written whole is not written, and its place stays', async () => {
  const { updateId } = await makeNews({ followers: 20 });
  const sending = await dueSending();
  await database().execute(
    sql`create or replace trigger refused before insert on letters execute function refuse_change('refused')`,
  );
  await expect(writePage(sending, await currentTime())).rejects.toThrow();
  await database().execute(sql`drop trigger refused on letters`);
  expect(await sendingOf(updateId)).toMatchObject({ cursor: null, written: 0, writtenAt: null });
  expect(await knownRecipientsOf(updateId)).toBe(0);
  await workUntilQuiet();
  expect(await waiting()).toHaveLength(20);
});

test('blocked addresses get no news', async () => {
  const petition = await makePetition();
  const [blocked, free] = [newAddress(), newAddress()];
  for (const email of [blocked, free]) await signAndConfirm(petition, { email, consents: ['updates'] });
  await sendOff();
  const now = await currentTime();
  await database()
    .insert(schema.suppressions)
    .values({
      addressKey: await suppressionKey(blocked, now),
      tokenHash: hashToken(newToken()),
      suppressedOn: now.toISOString().slice(0, 10),
    });
  const updateId = await publishNews(petition);
  await workUntilQuiet();
  expect(await waiting()).toEqual([free]);
  await sendOff();
  await workOnSendings();
  expect(await readSending(updateId)).toMatchObject({ state: 'finished', people: 1 });
});

test('one petition’s keys that are away hold up no other’s news', async () => {
  const broken = await makeNews({ followers: 3 });
  const whole = await makeNews({ followers: 3 });
  await database().execute(sql`
    update signatures set sealed = decode(repeat('00', 60), 'hex') where petition_id = ${broken.petition.id}`);
  for (let tries = 0; tries < 20; tries += 1) await workOnSendings().catch(() => null);
  expect((await sendingOf(whole.updateId)).written).toBe(3);
  expect((await sendingOf(broken.updateId)).written).toBe(0);
});

test('what waits says nothing of who it is for, and no letter names a signature', async () => {
  const { petition } = await makeNews({ followers: 5 });
  await workUntilQuiet();
  const stored = await everythingStored();
  for (const mailbox of await waiting()) expect(stored).not.toContain(mailbox);
  const signed = await database().select().from(schema.signatures);
  const ids = new Set(signed.filter(({ petitionId }) => petitionId === petition.id).map(({ id }) => id));
  const known = await database().select().from(schema.updateLetters);
  expect(known.filter(({ letterId }) => ids.has(letterId))).toEqual([]);
  for (const id of ids) expect(stored).not.toContain((await newsToken(id)).toLowerCase());
});

test('an update of nobody’s petition is none', async () => {
  expect(await readSending(randomUUID())).toBe(null);
});
