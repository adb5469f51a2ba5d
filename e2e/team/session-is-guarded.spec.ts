import type { BrowserContext, Page } from '@playwright/test';
import { codeAt } from '@/lib/access/codes.ts';
import { openSession } from '@/lib/access/sessions.ts';
import { cookieOf, makeMember, seat, signIn } from '../support/members.ts';
import { expect, test } from '../support/own-petition.ts';
import { inviteByLetter, seeSoundPage, seeTitle } from '../support/panel-visitor.ts';
import { draftPetition } from '../support/petitions.ts';
import { siteUrl } from '../support/places.ts';
import { ageSessions, findAccountOf, giveCodes } from '../support/second-factor.ts';

// The site's database and keys are this test's, too.
test.beforeEach(({ house }) => {
  test.slow();
  expect(house).toBeTruthy();
});

async function owner() {
  const { coalitionId } = await draftPetition();
  const member = await makeMember({ coalitionId, role: 'owner' });
  return { member, secret: await giveCodes(member.accountId), coalitionId };
}

test('AD-05: a stolen session dies at once when it is ended from another', async ({ browser, context, page }) => {
  const { member } = await owner();
  const thief = await browser.newContext();
  await seat(thief, member);
  const stolen = await thief.newPage();
  await stolen.goto(`${siteUrl}/team/account`);
  await seeTitle(stolen, 'My account');
  await seat(context, member);
  await page.goto('/team/account');
  await page.getByRole('button', { name: 'End all others' }).click();
  await expect(page.getByRole('status')).toHaveText('Ended. It opens nothing any more.');
  await stolen.goto(`${siteUrl}/team/account`);
  await seeTitle(stolen, 'Sign in');
  await thief.close();
});

test('one session is ended by its own button', async ({ context, page, request }) => {
  const { member } = await owner();
  await ageSessions(member.accountId, { started: 0 });
  const other = await signIn(member.accountId);
  await seat(context, member);
  await page.goto('/team/account');
  // Newest first: this one, the other, and the one that set up the codes.
  await page.getByRole('row').nth(2).getByRole('button').click();
  await expect(page.getByRole('status')).toBeVisible();
  const answer = await request.get('/team/account', { headers: { cookie: cookieOf(other) }, maxRedirects: 0 });
  expect(answer.status()).toBe(303);
});

test('signing out ends the session itself, not the cookie alone', async ({ context, page, request }) => {
  const { member } = await owner();
  await seat(context, member);
  const [cookie] = await context.cookies();
  await page.goto('/team');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await seeTitle(page, 'Sign in');
  const headers = { cookie: `undersigned=${cookie?.value}` };
  expect((await request.get('/team', { headers, maxRedirects: 0 })).status()).toBe(303);
});

test('AD-08: an act that hurts asks for the second factor again and loses nothing', async ({ context, page }) => {
  const { member, secret } = await owner();
  await seat(context, member);
  await page.goto('/team/account/recovery-codes');
  const shown = (await page.locator('pre').textContent()) ?? '';
  await page.getByLabel('I have kept these codes').check();
  await ageSessions(member.accountId, { proved: 6 });
  await page.getByRole('button', { name: 'Go on' }).click();
  await seeTitle(page, 'Show that it is you');
  await seeSoundPage(page);
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByRole('link', { name: 'Enter a code' })).toBeVisible();
  await page.getByLabel('Code', { exact: true }).fill('123 456');
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await page.getByLabel('Code', { exact: true }).fill(codeAt(secret, new Date()));
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByRole('status')).toHaveText('The new recovery codes count; the ones before work no more.');
  // The codes that count are those that were shown before: the form came through whole.
  await page.getByRole('button', { name: 'Sign out' }).click();
  await halfSeat(context, member.accountId);
  await page.goto('/sign-in/second-factor');
  await page.getByLabel('Code', { exact: true }).fill(shown.split('\n')[3] ?? '');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(`${siteUrl}/team`);
});

async function halfSeat(context: BrowserContext, accountId: string): Promise<void> {
  await context.addCookies([{ name: 'undersigned', value: await openSession(accountId), url: siteUrl }]);
}

/** A passkey that this browser holds from now on, without anybody touching it. */
async function holdPasskeys(page: Page): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  await browser.send('WebAuthn.enable');
  const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true } as const;
  await browser.send('WebAuthn.addVirtualAuthenticator', {
    options: { ...options, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
}

test('AD-03: a passkey is made at the invitation, and signs in', async ({ context, page }) => {
  const { coalitionId } = await draftPetition();
  const { path } = await inviteByLetter(coalitionId, 'moderator');
  await holdPasskeys(page);
  await page.goto(path);
  await page.getByLabel('Your name').fill('Marko');
  await page.getByRole('button', { name: 'Accept' }).click();
  await page.getByLabel('Name of the passkey').fill('work telephone');
  await page.getByRole('button', { name: 'Make a passkey' }).click();
  await seeTitle(page, 'Your recovery codes');
  await page.goto('/team/account');
  await expect(page.getByText('work telephone', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Remove work telephone' })).toHaveCount(0);
  const before = (await context.cookies()).find(({ name }) => name === 'undersigned')?.value;
  // Back to one factor, as after another letter.
  await halfSeat(context, await findAccountOf(before ?? ''));
  await page.goto('/sign-in/second-factor');
  await seeSoundPage(page);
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await expect(page).toHaveURL(`${siteUrl}/team`);
});

test('a passkey of another account is refused', async ({ context, page }) => {
  const [one, other] = [await owner(), await owner()];
  await holdPasskeys(page);
  const ids: string[] = [];
  for (const { member } of [one, other]) {
    await context.clearCookies();
    await seat(context, member);
    await page.goto('/team/account');
    await page.getByText('Add a passkey').click();
    await page.getByRole('button', { name: 'Make a passkey' }).click();
    await expect(page.getByRole('status').first()).toHaveText('The passkey is added.');
    const path = await page.locator('form[action*="/passkeys/"]').first().getAttribute('action');
    ids.push(decodeURIComponent(path?.split('/')[4] ?? ''));
  }
  // The browser is told to sign with the other's passkey, which it holds as well.
  await page.route('**/sign-in/challenges', async (route) => {
    const answer = await route.fetch();
    const json = await answer.json();
    await route.fulfill({
      response: answer,
      json: { ...json, allowCredentials: [{ id: ids[1], type: 'public-key' }] },
    });
  });
  await context.clearCookies();
  await halfSeat(context, one.member.accountId);
  await page.goto('/sign-in/second-factor');
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  const words = 'This passkey does not belong to your account. Use one of your own, or a code';
  await expect(page.getByRole('link', { name: words })).toBeVisible();
  await page.goto('/team');
  await seeTitle(page, 'One more proof');
});

test('a passkey is added after the second factor was shown again, and removed', async ({ context, page }) => {
  const { member, secret } = await owner();
  await holdPasskeys(page);
  await seat(context, member);
  await page.goto('/team/account');
  await ageSessions(member.accountId, { proved: 6 });
  await page.getByText('Add a passkey').click();
  await page.getByLabel('Name of the passkey').fill('key at home');
  await page.getByRole('button', { name: 'Make a passkey' }).click();
  await seeTitle(page, 'Show that it is you');
  await page.getByLabel('Code', { exact: true }).fill(codeAt(secret, new Date()));
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByLabel('Name of the passkey')).toHaveValue('key at home');
  await page.getByRole('button', { name: 'Make a passkey' }).click();
  await expect(page.getByText('The passkey is added.')).toBeVisible();
  await seeSoundPage(page);
  await page.getByRole('button', { name: 'Remove key at home' }).click();
  await expect(page.getByText('The passkey is removed.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Remove the codes' })).toHaveCount(0);
});

/** Spellings that have led browsers and servers elsewhere. */
const elsewhere = [
  'https://evil.example',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/team//evil.example',
  '/team/..//evil.example',
  '/team/../../evil',
  '/team\\..\\evil',
  '/team/%2e%2e/x',
  '/team@evil.example',
  '/team.evil.example',
  '/teamevil',
  'team',
  'javascript:alert(1)',
  'data:text/html,x',
  ' /team',
  '\t//evil.example',
  '/team\r\nset-cookie: a=b',
  '/team%0d%0aset-cookie:a=b',
  '/team#//evil.example',
  '/team;evil',
  '/team?next=//evil.example',
  '/team?a=\r\nb',
  '/team/\u2025/evil',
  '/team/①',
  'http:/team',
  'https:/\\evil.example',
  '//evil.example/team',
  '/team/https://evil.example',
  '/%74eam',
  '/sign-in',
  '/en',
  '/',
  '',
  '/team/a b',
  '/team/"onload=x',
  "/team/'",
  '/team/<b>',
  `/team/${'a'.repeat(600)}`,
  '/TEAM//x',
  '/team/./x',
  '/team/~x',
  '/team/%5c%5cevil',
  '/team/%',
  '/team?x=%',
  'file:///etc/passwd',
  'ftp://evil',
  '/team:80',
  '/team/\0',
  '/team/x/',
  '/team?',
  '///team',
  '/\t/evil.example',
  '/team/|x',
  '/team/*',
  '/team/{x}',
  '/team/[x]',
  'blob:x',
  'mailto:a@b.example',
  '/team,evil',
  '/team/$x',
];

test('WE-05: after signing in nobody is led anywhere but into the panel', async ({ page, request }) => {
  const { member, secret } = await owner();
  await page.goto('/sign-in?then=/team/account');
  await expect(page.locator('input[name=then]')).toHaveValue('/team/account');
  for (const then of elsewhere) {
    const shown = await (await request.get(`/sign-in?${new URLSearchParams({ then })}`)).text();
    const kept = /name="then" value="([^"]*)"/.exec(shown)?.[1] ?? '/team';
    expect(new URL(kept, siteUrl).origin).toBe(siteUrl);
    expect(new URL(kept, siteUrl).pathname).toMatch(/^\/team(\/[\w-]+)*$/);
    const headers = { origin: siteUrl };
    const form = { email: 'nobody@example.org', then };
    const answer = await request.post('/sign-in', { headers, form, maxRedirects: 0 });
    expect(answer.headers().location).toBe('/sign-in/sent');
  }
  // Nor by a cookie that somebody else has planted.
  const planted = encodeURIComponent('//evil.example');
  const cookie = `${cookieOf(await openSession(member.accountId))}; undersigned-then=${planted}`;
  const answer = await request.post('/sign-in/second-factor', {
    headers: { cookie, origin: siteUrl },
    form: { 'proof-code': codeAt(secret, new Date()) },
    maxRedirects: 0,
  });
  expect([answer.status(), answer.headers().location]).toEqual([303, '/team']);
});
