import { randomUUID } from 'node:crypto';
import { database, schema } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { makeWriting, ownerOf } from '@/e2e/support/versions.ts';
import { auditOf, expect, lettersTo, makePetition, signAndConfirm, test } from '@/e2e/support/world.ts';
import { locales } from '../i18n/locales.ts';
import { findPetition } from '../petition/read.ts';
import { withdrawSignature } from '../signature/withdraw.ts';
import { lackOf, type TypedUpdate } from './fields.ts';
import { queueTestLetter } from './letter.ts';
import { publishDueUpdates, publishUpdate, scheduleUpdate, unscheduleUpdate } from './publish.ts';
import { countFollowers, findUpdate, listUpdates } from './read.ts';
import { createUpdate, removeUpdate, saveUpdate } from './write.ts';

const now = new Date();
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

function typed(title: string, wish: Partial<Omit<TypedUpdate, 'texts'>> = {}): TypedUpdate {
  const empty = locales.map((language) => [language, { title: '', body: '' }]);
  const texts = { ...Object.fromEntries(empty), en: { title, body: 'It **happened**.' } } as TypedUpdate['texts'];
  return { texts, sendsLetters: true, revision: 1, ...wish };
}

async function makeDesk() {
  const petition = await makePetition();
  const { owner, team } = await ownerOf(petition);
  const write = async (title: string, wish: Partial<Omit<TypedUpdate, 'texts'>> = {}) => {
    const id = await createUpdate(team, owner, now);
    expect(await saveUpdate(id, typed(title, wish))).toBe('saved');
    return id;
  };
  const sendings = async () => (await database().select().from(schema.updateSendings)).map(({ updateId }) => updateId);
  return { petition, owner, team, write, sendings };
}

test('a published update has the next number, is on the public page, and its letters are queued', async () => {
  const { owner, petition, sendings, write } = await makeDesk();
  const [first, second] = [await write('First'), await write('Second', { sendsLetters: false })];
  expect(await publishUpdate(first, owner, now)).toBe('published');
  expect(await publishUpdate(second, owner, now)).toBe('published');
  await expect
    .poll(async () => (await findPetition(petition.slug))?.updates.map(({ number }) => number))
    .toEqual([2, 1]);
  expect(await sendings()).toContain(first);
  expect(await sendings()).not.toContain(second);
  expect((await auditOf(petition.id)).at(-1)).toMatchObject({ act: 'update-published', subject: { number: 2 } });
});

test('updates published at once get different numbers, without a gap', async () => {
  const { owner, team, write } = await makeDesk();
  const ids = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((title) => write(title)));
  const outcomes = await Promise.all([...ids, ...ids].map((id) => publishUpdate(id, owner, now)));
  expect(outcomes.filter((outcome) => outcome === 'published')).toHaveLength(5);
  expect((await listUpdates(team)).map(({ number }) => number)).toEqual([5, 4, 3, 2, 1]);
});

test('a save that began from an older one overwrites nothing', async () => {
  const { team, write } = await makeDesk();
  const id = await write('First');
  const outcomes = await Promise.all([
    saveUpdate(id, typed('Mine', { revision: 2 })),
    saveUpdate(id, typed('Theirs', { revision: 2 })),
  ]);
  expect(outcomes.sort()).toEqual(['saved', 'stale']);
  expect((await findUpdate(team, id))?.revision).toBe(3);
});

test('what is not finished is not published', async () => {
  const { owner, team } = await makeDesk();
  const id = await createUpdate(team, owner, now);
  expect(await publishUpdate(id, owner, now)).toBe('nothing-written');
  const half = typed('A title');
  await saveUpdate(id, { ...half, texts: { ...half.texts, ru: { title: 'Заголовок', body: ' ' } } });
  expect(await publishUpdate(id, owner, now)).toBe('half-written');
  expect(await scheduleUpdate(id, owner, { at: later(5), now })).toBe('half-written');
  expect(lackOf(half.texts)).toBe(null);
});

test('before its petition is public an update is not', async () => {
  const writing = await makeWriting();
  const id = await createUpdate(await writing.team(), writing.owner, now);
  await saveUpdate(id, typed('Too early'));
  expect(await publishUpdate(id, writing.owner, now)).toBe('petition-not-published');
});

test('a planned update stands still, and is published when its time has come', async () => {
  const { owner, team, write } = await makeDesk();
  const id = await write('Planned');
  expect(await scheduleUpdate(id, owner, { at: now, now })).toBe('past');
  expect(await scheduleUpdate(id, owner, { at: later(10), now })).toBe('scheduled');
  expect(await saveUpdate(id, typed('Changed', { revision: 2 }))).toBe('fixed');
  await publishDueUpdates(later(9));
  expect((await findUpdate(team, id))?.publishedAt).toBe(null);
  await Promise.all([publishDueUpdates(later(10)), publishDueUpdates(later(10))]);
  expect(await findUpdate(team, id)).toMatchObject({ number: 1, scheduledFor: null, publishedAt: later(10) });
});

test('a time that is taken back comes to nothing', async () => {
  const { owner, team, write } = await makeDesk();
  const id = await write('Planned');
  await scheduleUpdate(id, owner, { at: later(10), now });
  expect(await unscheduleUpdate(id, owner, now)).toBe('unscheduled');
  expect(await unscheduleUpdate(id, owner, now)).toBe('not-scheduled');
  await publishDueUpdates(later(20));
  expect((await findUpdate(team, id))?.publishedAt).toBe(null);
});

test('a draft is removed, a published update is not', async () => {
  const { owner, team, write } = await makeDesk();
  const [draft, published] = [await write('Draft'), await write('Published')];
  await publishUpdate(published, owner, now);
  expect(await removeUpdate(draft, team, owner, now)).toBe('removed');
  expect(await removeUpdate(draft, team, owner, now)).toBe('gone');
  expect(await removeUpdate(published, team, owner, now)).toBe('published');
  expect((await listUpdates(team)).map(({ id }) => id)).toEqual([published]);
});

test('an update is found in its own petition alone, and junk finds nothing', async () => {
  const [ours, theirs] = [await makeDesk(), await makeDesk()];
  const id = await ours.write('Ours');
  expect((await findUpdate(ours.team, id))?.texts.en.title).toBe('Ours');
  expect(await findUpdate(theirs.team, id)).toBe(null);
  for (const junk of ['', 'nothing', "' or true", randomUUID()]) expect(await findUpdate(ours.team, junk)).toBe(null);
});

test('the test letter goes to its writer, with the words, five times a minute at most', async () => {
  const account = { id: randomUUID(), mailbox: `writer-${randomUUID()}@example.org` };
  const text = { title: 'News', body: 'It **happened**. <script>', language: 'en' } as const;
  const at = await currentTime();
  for (let n = 0; n < 5; n += 1) expect(await queueTestLetter(account, text, at)).toBe('queued');
  expect(await queueTestLetter(account, text, at)).toBe('too-many');
  expect(await queueTestLetter(account, text, new Date(at.getTime() + 61_000))).toBe('queued');
  expect(await queueTestLetter({ ...account, id: randomUUID() }, { ...text, body: ' ' }, at)).toBe('nothing-written');
  const [letter] = await lettersTo(account.mailbox);
  expect(letter).toMatchObject({ kind: 'update-preview', news: { title: 'News' } });
  expect(letter?.news?.html).toContain('<strong>happened</strong>');
  expect(letter?.news?.html).not.toContain('<script');
});

test('those who asked for news are counted, and nobody else', async () => {
  const { petition } = await makeDesk();
  await signAndConfirm(petition, { consents: ['updates'] });
  await signAndConfirm(petition, { consents: ['deliver'] });
  const gone = await signAndConfirm(petition, { consents: ['updates'] });
  await withdrawSignature(gone);
  expect(await countFollowers(petition.id)).toBe(1);
});
