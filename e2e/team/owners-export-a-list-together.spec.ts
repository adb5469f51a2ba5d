import { readFile } from 'node:fs/promises';
import type { Browser, Page } from '@playwright/test';
import { words } from '@/lib/i18n/words.ts';
import type { Member } from '@/lib/team/members.ts';
import { readCsv } from '../support/csv.ts';
import { cookieOf, makeMember, seat, signIn } from '../support/members.ts';
import { expect, test } from '../support/own-petition.ts';
import { makePanel, type Panel } from '../support/panel.ts';
import { siteUrl } from '../support/places.ts';
import { plantSigned } from '../support/planted.ts';

const say = words('en');
const exportsOf = ({ slug }: Panel) => `${siteUrl}/team/${slug}/petitions/${slug}/exports`;

async function open(browser: Browser, member: Member): Promise<Page> {
  const context = await browser.newContext({ baseURL: siteUrl, viewport: { width: 360, height: 740 } });
  await seat(context, member);
  return context.newPage();
}

const press = (page: Page, name: string) => page.getByRole('main').getByRole('button', { name }).click();

async function download(page: Page, button: string): Promise<string[][]> {
  const [arriving] = await Promise.all([page.waitForEvent('download'), press(page, button)]);
  return readCsv(await readFile(await arriving.path(), 'utf8'));
}

test('a short list is taken by one person, once', async ({ browser, house }) => {
  expect(house).toBeTruthy();
  const panel = await makePanel();
  const page = await open(browser, panel.members.owner);
  await page.goto(exportsOf(panel));
  await expect(page.getByText(say('export.none'))).toBeVisible();
  await press(page, say('export.ask.delivery'));
  const rows = await download(page, say('export.take'));
  expect(rows).toHaveLength(4);
  expect(rows[0]).toEqual(['name', 'country', 'day']);
  await expect(page.getByText(say('export.taken', { rows: '3' })), 'the page tells by itself').toBeVisible();
  await expect(page.getByRole('button', { name: say('export.take') })).toHaveCount(0);
  const again = await page.request.post(`${page.url()}/file`, {
    headers: { origin: siteUrl, 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect(again.status()).toBe(409);
  expect(await again.text()).toContain(say('export.not-taken.taken'));
});

test('AD-09: a list of more than a hundred people needs two owners', async ({ browser, house }) => {
  expect(house).toBeTruthy();
  const panel = await makePanel();
  await plantSigned(panel.petitionId, { count: 120, consents: ['updates'] });
  const asker = await open(browser, panel.members.owner);
  await asker.goto(exportsOf(panel));
  await press(asker, say('export.ask.followers'));
  await expect(asker.getByText(say('export.needs-second'))).toBeVisible();
  await expect(asker.getByRole('button', { name: say('export.take') })).toHaveCount(0);
  const list = asker.url();
  await asker.goto(`${list}/approval`);
  await expect(asker.getByText(say('export.approval.own'))).toBeVisible();
  await expect(asker.getByRole('button', { name: say('export.approval.approve') })).toHaveCount(0);
  const forced = await asker.request.post(`${list}/approval`, {
    form: { decision: 'approve' },
    headers: { origin: siteUrl },
  });
  expect(forced.status()).toBe(409);

  const second = await open(browser, panel.secondOwner);
  await second.goto(exportsOf(panel));
  await second.getByRole('link', { name: say('export.decide') }).click();
  await press(second, say('export.approval.approve'));
  await expect(second.getByText(say('export.only-asker', { person: `${panel.secret} owner` }))).toBeVisible();

  await asker.goto(list);
  const rows = await download(asker, say('export.take'));
  expect(rows[0]).toEqual(['name', 'email', 'country', 'language', 'day']);
  expect(rows).toHaveLength(124);
});

test('AD-09: whoever has just become an owner reads from when on they can approve', async ({ browser, house }) => {
  expect(house).toBeTruthy();
  const panel = await makePanel();
  await plantSigned(panel.petitionId, { count: 120, consents: ['updates'] });
  const wish = { coalitionId: panel.coalitionId, role: 'owner', name: 'Newcomer', hoursInRole: 1 } as const;
  const newcomer = await open(browser, await makeMember(wish));
  const asker = await open(browser, panel.members.owner);
  await asker.goto(exportsOf(panel));
  await press(asker, say('export.ask.followers'));
  await expect(
    asker.getByRole('listitem').filter({ hasText: /^\u2068Newcomer\u2069, from \d+ \w+ \d{4}, [\d:]+ UTC$/ }),
  ).toBeVisible();
  await expect(asker.getByText(say('export.approver.why', { hours: 72 }))).toBeVisible();
  await newcomer.goto(`${asker.url()}/approval`);
  await expect(
    newcomer.getByText(/^You can approve lists from \d+ \w+ \d{4}, [\d:]+ UTC\. A new owner waits 72 hours/),
  ).toBeVisible();
  await expect(newcomer.getByRole('button', { name: say('export.approval.approve') })).toHaveCount(0);
  const options = { form: { decision: 'approve' }, headers: { origin: siteUrl } };
  expect((await newcomer.request.post(newcomer.url(), options)).status()).toBe(409);
  await press(newcomer, say('export.approval.refuse'));
  await expect(newcomer.getByText(say('export.refused'))).toBeVisible();
});

test('a download that breaks off can be begun anew', async ({ browser, house }) => {
  // Sixty thousand people, made, broken off and read again.
  test.slow();
  expect(house).toBeTruthy();
  const panel = await makePanel();
  await plantSigned(panel.petitionId, { count: 60_000, consents: ['updates'] });
  const asker = await open(browser, panel.members.owner);
  await asker.goto(exportsOf(panel));
  await press(asker, say('export.ask.followers'));
  const list = asker.url();
  const second = await open(browser, panel.secondOwner);
  await second.goto(`${list}/approval`);
  await press(second, say('export.approval.approve'));
  const cookie = cookieOf(await signIn(panel.members.owner.accountId));
  const broken = new AbortController();
  const answer = await fetch(`${list}/file`, {
    method: 'POST',
    body: new URLSearchParams(),
    headers: { cookie, origin: siteUrl },
    signal: broken.signal,
  });
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="followers-/);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  await answer.body?.getReader().read();
  broken.abort();
  await expect(async () => {
    await asker.goto(list);
    await expect(asker.getByText(say('export.state.ready'), { exact: true })).toBeVisible({ timeout: 500 });
  }).toPass();
  expect(await download(asker, say('export.take'))).toHaveLength(60_004);
  await second.goto(`${siteUrl}/team/${panel.slug}/audit?group=export`);
  await expect(second.getByText(/^A list broke off on its way, People who want letters/)).toBeVisible();
});

test('a partner’s member is offered its own share alone', async ({ browser, house }) => {
  expect(house).toBeTruthy();
  const panel = await makePanel();
  await plantSigned(panel.petitionId, {
    count: 2,
    consents: ['partner-updates'],
    partnerId: panel.partnerIds[0] ?? '',
  });
  await plantSigned(panel.petitionId, {
    count: 5,
    consents: ['partner-updates'],
    partnerId: panel.partnerIds[1] ?? '',
  });
  const page = await open(browser, panel.members.partner);
  await page.goto(exportsOf(panel));
  await expect(page.getByText(say('export.about.own.followers'))).toBeVisible();
  await expect(page.getByRole('heading', { name: say('export.kind.delivery') })).toHaveCount(0);
  await press(page, say('export.ask.followers'));
  expect(await download(page, say('export.take'))).toHaveLength(3);
});
