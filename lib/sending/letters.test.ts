import { sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { once } from '@/db/once.ts';
import { taken } from '@/e2e/support/provider.ts';
import {
  endOtherSendings,
  makeNews,
  makePetitionIn,
  publishNews,
  sendingOf,
  workUntilQuiet,
} from '@/e2e/support/sendings.ts';
import {
  expect,
  letAllPausesEnd,
  makePetition,
  newAddress,
  sendOff,
  sign,
  signAndConfirm,
  test,
} from '@/e2e/support/world.ts';
import { settings } from '../env.ts';
import { newsToken } from '../keys/news-keys.ts';
import { sendNextBatch } from '../mail/send.ts';
import { forgetSheets } from './sheets.ts';
import { workOnSendings } from './work.ts';

test.beforeEach(async ({ provider }) => {
  await endOtherSendings();
  provider.script();
});

const forgetLaidOut = (): void => {
  once('update-sheets', () => new Map()).clear();
  once('letters-laid-out', () => new Map()).clear();
  once('sheets-laid', () => new Set()).clear();
};

test('EM-07: every letter of news can be stopped by one click, as RFC 8058 asks', async ({ provider }) => {
  const { petition } = await makeNews({ followers: 3 });
  await workUntilQuiet();
  await sendNextBatch();
  const rows = await database().select().from(schema.signatures);
  const tokens = await Promise.all(
    rows.filter(({ petitionId }) => petitionId === petition.id).map(({ id }) => newsToken(id)),
  );
  const letters = provider.calls[0]?.letters ?? [];
  const links = tokens.map((token) => `<${settings().APP_URL}/de/signatures/${token}/following>`);
  expect(letters.map(({ headers }) => headers?.['List-Unsubscribe']).sort()).toEqual(links.sort());
  for (const { headers } of letters) {
    expect(Object.keys(headers ?? {})).toEqual(['List-Unsubscribe', 'List-Unsubscribe-Post']);
    expect(headers?.['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
  }
});

test('other letters carry no such header', async ({ provider }) => {
  await sign(await makePetition());
  await sendNextBatch();
  expect(provider.calls[0]?.letters[0]).not.toHaveProperty('headers');
});

for (const mode of ['private', 'sealed', 'count-only'] as const) {
  test(`in a ${mode} petition the letter tells nothing of the news`, async ({ provider }) => {
    await makeNews({ followers: 1, mode });
    await workUntilQuiet();
    await sendNextBatch();
    const [letter] = provider.calls[0]?.letters ?? [];
    expect(letter?.subject).toBe('Neuigkeiten, um die Sie gebeten haben');
    expect(letter?.text).toMatch(/\/de\/signatures\/[\w-]{43}\/following\/news\/1\b/);
    expect(letter?.html + String(letter?.text)).not.toMatch(/It goes on|ruled|Sign the decree/);
  });
}

test('in a public petition it tells all of it, in the reader’s language or saying in which', async ({ provider }) => {
  const petition = await makePetitionIn('public');
  for (const locale of ['ru', 'ar', 'en'] as const)
    await signAndConfirm(petition, { email: newAddress(), consents: ['updates'], locale });
  await sendOff();
  const body = 'Подробности **здесь**. [link](https://elsewhere.example/)<script>alert(1)</script>';
  await publishNews(petition, { en: { title: 'News at last', body: 'It *came*.' }, ru: { title: 'Новость', body } });
  await workUntilQuiet();
  await sendNextBatch();
  const letters = provider.calls[0]?.letters ?? [];
  const inLanguage = (language: string) => letters.find(({ html }) => html.includes(` lang="${language}"`))?.html ?? '';
  expect(letters.map(({ subject }) => subject).sort()).toEqual(['News at last', 'News at last', 'Новость']);
  const russian = letters.find(({ subject }) => subject === 'Новость');
  expect(russian?.html).toContain('<strong>здесь</strong>');
  expect(russian?.html).not.toContain('<script');
  expect(russian?.html).toContain(`/ru/petitions/${petition.slug}/updates/1"`);
  expect(russian?.text).toMatch(/\/ru\/signatures\/[\w-]{43}\/following/);
  expect(inLanguage('ar')).toContain('English');
  expect(inLanguage('ar')).toMatch(/<div lang="en" dir="ltr"/);
  expect(letters.filter(({ html }) => html.includes('Sign the decree'))).toHaveLength(3);
  expect(new Set(letters.map(({ html }) => /signatures\/([\w-]{43})/.exec(html)?.[1])).size).toBe(3);
});

test('what the team writes leads nowhere with the reader’s link', async ({ provider }) => {
  const petition = await makePetitionIn('public');
  await signAndConfirm(petition, { consents: ['updates'] });
  await sendOff();
  const placeholder = 'token-'.repeat(8).slice(0, 43);
  await publishNews(petition, { en: { title: 'News', body: `[here](https://elsewhere.example/${placeholder})` } });
  await workUntilQuiet();
  await sendNextBatch();
  expect(provider.calls[0]?.letters[0]?.html).toContain(`https://elsewhere.example/${placeholder}`);
});

test('a repeated call is the same bytes, though everything was changed and forgotten meanwhile', async ({
  provider,
}) => {
  const { petition, updateId } = await makeNews({ followers: 4, mode: 'public' });
  provider.script('taken, then reset', taken);
  await workUntilQuiet();
  await sendNextBatch();
  forgetLaidOut();
  await database().execute(sql`update update_texts set title = 'Changed' where update_id = ${updateId}`);
  await database().execute(sql`update petitions set privacy_mode = 'private' where id = ${petition.id}`);
  await letAllPausesEnd();
  await sendNextBatch();
  const [first, second] = provider.calls;
  expect(second?.key).toBe(first?.key);
  expect(second?.body).toBe(first?.body);
  expect(provider.delivered).toHaveLength(4);
});

test('a petition that became stricter sends what is still to be written without a word of it', async ({ provider }) => {
  const { petition } = await makeNews({ followers: 1_005, mode: 'public' });
  await workOnSendings();
  await database().execute(sql`update petitions set privacy_mode = 'private' where id = ${petition.id}`);
  await workUntilQuiet();
  while (await sendNextBatch());
  const subjects = provider.calls.flatMap(({ letters }) => letters.map(({ subject }) => subject));
  expect(subjects.filter((subject) => subject === 'It goes on')).toHaveLength(1_000);
  expect(subjects.filter((subject) => subject !== 'It goes on')).toHaveLength(5);
});

test('an update is laid out once for each language, and forgotten after the last letter', async () => {
  const { updateId } = await makeNews({ followers: 1_200, mode: 'public' });
  await workUntilQuiet();
  const sheetsOf = async () =>
    (await database().select().from(schema.updateSheets)).filter((sheet) => sheet.updateId === updateId).length;
  expect(await sheetsOf()).toBe(1);
  await forgetSheets();
  expect(await sheetsOf()).toBe(1);
  await sendOff();
  await workOnSendings();
  expect((await sendingOf(updateId)).endedAt).not.toBe(null);
  await forgetSheets();
  expect(await sheetsOf()).toBe(0);
});

test('a confirmation overtakes any number of letters of news', async ({ provider }) => {
  await makeNews({ followers: 500 });
  await workUntilQuiet();
  const email = newAddress();
  await sign(await makePetition(), { email });
  await sendNextBatch();
  expect(provider.calls[0]?.letters.map(({ to }) => to)).toContain(email);
});
