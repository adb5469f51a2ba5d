import { readFile } from 'node:fs/promises';
import type { Browser, Page } from '@playwright/test';
import { words } from '@/lib/i18n/words.ts';
import type { Member } from '@/lib/team/members.ts';
import { readCsv } from '../support/csv.ts';
import { makeMember, seat } from '../support/members.ts';
import { expect, test } from '../support/own-petition.ts';
import { siteUrl } from '../support/places.ts';
import { makeSealedPetition, plantSealed } from '../support/sealing.ts';
import { draftPetition, endorse } from '../support/world.ts';

const say = words('en');

async function open(browser: Browser, member: Member): Promise<Page> {
  const context = await browser.newContext({ baseURL: siteUrl, viewport: { width: 360, height: 740 } });
  await seat(context, member);
  return context.newPage();
}

const press = (page: Page, name: string) => page.getByRole('main').getByRole('button', { name }).click();

/** Makes a key of one's own on the page; the file that the browser saved. */
async function makeOwnKey(page: Page, path: string): Promise<string> {
  await page.goto(path);
  const [saved] = await Promise.all([page.waitForEvent('download'), press(page, say('sealing.mine.make'))]);
  await press(page, say('sealing.mine.save'));
  await expect(page.getByText(say('sealing.mine.has'))).toBeVisible();
  return saved.path();
}

/** Opens the challenge with the file of one's own key. */
async function proveIt(page: Page, path: string, keyFile: string): Promise<void> {
  await page.goto(path);
  await page.getByRole('link', { name: say('sealing.prove') }).click();
  await page.getByLabel(say('sealing.open.file')).setInputFiles(keyFile);
  await press(page, say('sealing.open.here'));
  await expect(page.getByLabel(say('sealing.open.word'), { exact: true })).toHaveValue(/^[0-9a-f]{20}$/);
  await press(page, say('sealing.open.save'));
  await expect(page.getByRole('heading', { level: 1, name: say('sealing.title') })).toBeVisible();
}

test('two owners make a sealing key in their browsers, and no private half is ever sent', async ({
  browser,
  house: _,
}) => {
  test.setTimeout(120_000);
  const draft = await draftPetition({ privacyMode: 'sealed' });
  await endorse(draft.versionId, draft.partnerIds);
  const owners = [
    await makeMember({ coalitionId: draft.coalitionId, role: 'owner' }),
    await makeMember({ coalitionId: draft.coalitionId, role: 'owner' }),
  ] as const;
  const path = `/team/${draft.slug}/petitions/${draft.slug}/sealing`;
  const [one, other] = [await open(browser, owners[0]), await open(browser, owners[1])];
  const sent: string[] = [];
  for (const page of [one, other]) page.on('request', (request) => sent.push(request.postData() ?? ''));
  const [oneKey, otherKey] = [await makeOwnKey(one, path), await makeOwnKey(other, path)];

  await one.goto(path);
  await press(one, say('sealing.make.here'));
  await expect(one.getByText(say('sealing.state.in-use'))).toBeVisible();
  await proveIt(one, path, oneKey);
  await proveIt(other, path, otherKey);
  await expect(other.getByText(/proved on/)).toHaveCount(2);
  expect(sent.join('\n')).toContain('age1');
  expect(sent.join('\n')).not.toMatch(/AGE-SECRET-KEY/i);

  await one.goto(`/team/${draft.slug}/petitions/${draft.slug}/versions/1/publication`);
  await expect(one.getByText(say('publication.missing.no-sealing-key'))).toHaveCount(0);
  await expect(one.getByText(say('publication.missing.too-few-key-holders'))).toHaveCount(0);
});

test('EX-05: an owner opens a sealed export in the browser, offline, and saves a list that runs no formula', async ({
  browser,
  house: _,
}) => {
  test.setTimeout(120_000);
  const { draft, holders, key, petition } = await makeSealedPetition();
  const names = Array.from({ length: 99 }, (_, n) => (n === 0 ? '+1 Formula' : `Signer ${n}`));
  await plantSealed(petition, key.recipient, names);
  const [holder] = holders;
  const page = await open(browser, await makeMember({ coalitionId: draft.coalitionId, role: 'owner' }));
  const base = `/team/${draft.slug}/petitions/${draft.slug}`;
  await page.goto(`${base}/exports`);
  await press(page, say('export.ask.sealed'));
  const [archive] = await Promise.all([page.waitForEvent('download'), press(page, say('export.take'))]);
  const archivePath = await archive.path();

  await page.goto(`${base}/sealing/archive`);
  await page.context().setOffline(true);
  await page.getByLabel(say('archive.file')).setInputFiles(archivePath);
  const identity = { name: 'my-key.txt', mimeType: 'text/plain', buffer: Buffer.from(holder?.identity ?? '') };
  await page.getByLabel(say('sealing.open.file')).setInputFiles(identity);
  await press(page, say('archive.open'));
  await expect(page.getByText(say('archive.whole', { records: '99', counted: '99' }))).toBeVisible();
  const [list] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: say('archive.save') }).click(),
  ]);
  const rows = readCsv(await readFile(await list.path(), 'utf8'));
  expect(rows).toHaveLength(100);
  expect(rows[0]).toEqual(['name', 'address', 'country', 'language', 'consents', 'day']);
  expect(rows.map(([name]) => name)).toContain("'+1 Formula");

  const broken = {
    name: 'cut.tar',
    mimeType: 'application/x-tar',
    buffer: (await readFile(archivePath)).subarray(0, 20_000),
  };
  await page.getByLabel(say('archive.file')).setInputFiles(broken);
  await press(page, say('archive.open'));
  await expect(page.getByText(say('archive.cut'))).toBeVisible();
});
