import type { Page } from '@playwright/test';
import { findAccount } from '@/lib/access/accounts.ts';
import { codeAt, readCodeSecret } from '@/lib/access/codes.ts';
import { openSession } from '@/lib/access/sessions.ts';
import { newToken } from '@/lib/token.ts';
import { signInLinkPath } from '@/lib/urls.ts';
import { ageInvitations, newMailbox } from '../support/invitations.ts';
import { lettersTo } from '../support/mailbox.ts';
import { cookieOf, makeMember } from '../support/members.ts';
import { expect, test } from '../support/own-petition.ts';
import { inviteByLetter, panelLinkIn, seeSoundPage, seeTitle, showFirstFactor } from '../support/panel-visitor.ts';
import { draftPetition } from '../support/petitions.ts';
import { siteUrl } from '../support/places.ts';
import { ageLinks, demoCode, giveCodes } from '../support/second-factor.ts';

// The site's database and keys are this test's, too.
test.beforeEach(({ house }) => {
  expect(house).toBeTruthy();
});

/** Codes of half a minute from now on are good as well: each test may need two. */
const inHalfMinutes = (steps: number) => new Date(Date.now() + steps * 30_000);

async function enterCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('Code', { exact: true }).fill(code);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('an invited owner sets up an app, keeps the recovery codes, and comes back by letter and code', async ({
  page,
}) => {
  test.slow();
  const { coalitionId } = await draftPetition();
  const { mailbox, path } = await inviteByLetter(coalitionId, 'owner');
  await page.goto(path);
  await seeTitle(page, 'You are invited');
  await seeSoundPage(page);
  await page.getByRole('button', { name: 'Accept' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByRole('link', { name: 'Enter your name' })).toBeVisible();
  await page.getByLabel('Your name').fill('Olga');
  await page.getByRole('button', { name: 'Accept' }).click();

  await seeTitle(page, 'Set up your second factor');
  await seeSoundPage(page);
  await page.getByRole('link', { name: 'Set up an app' }).click();
  const shown = ((await page.locator('.code').textContent()) ?? '').replaceAll(/\s/g, '');
  await page.getByLabel('Code from the app').fill('000 000');
  await page.getByRole('button', { name: 'Use this app' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await seeSoundPage(page);
  expect(((await page.locator('.code').textContent()) ?? '').replaceAll(/\s/g, '')).toBe(shown);
  const secret = readCodeSecret(shown);
  if (!secret) throw new Error('No secret.');
  await page.getByLabel('Code from the app').fill(codeAt(secret, inHalfMinutes(0)));
  await page.getByRole('button', { name: 'Use this app' }).click();

  await seeTitle(page, 'Your recovery codes');
  await seeSoundPage(page);
  const [recovery = ''] = ((await page.locator('pre').textContent()) ?? '').split('\n');
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await page.getByLabel('I have kept these codes').check();
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page).toHaveURL(`${siteUrl}/team`);
  await expect(page.getByRole('link', { name: 'A coalition' })).toBeVisible();

  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('status')).toHaveText('You have signed out.');
  await page.goto('/team/account');
  await showFirstFactor(page, mailbox, 2);
  await seeTitle(page, 'One more proof');
  await seeSoundPage(page);
  await enterCode(page, recovery);
  await expect(page).toHaveURL(`${siteUrl}/team/account`);
  await expect(page.getByText('9 codes are left.')).toBeVisible();
  await seeSoundPage(page);
});

test('the demonstration’s owner comes in by letter, button and code', async ({ page }) => {
  const before = (await lettersTo('owner@example.org')).length;
  await page.goto('/sign-in');
  await showFirstFactor(page, 'owner@example.org', before + 1);
  await enterCode(page, await demoCode());
  await expect(page).toHaveURL(`${siteUrl}/team`);
});

test('AD-04: a code that was used once signs nobody in again', async ({ browser }) => {
  const { coalitionId } = await draftPetition();
  const { accountId } = await makeMember({ coalitionId, role: 'editor' });
  const secret = await giveCodes(accountId);
  const code = codeAt(secret, inHalfMinutes(0));
  for (const title of [/^Panel/, /^Error: /]) {
    const context = await browser.newContext();
    await context.addCookies([{ name: 'undersigned', value: await openSession(accountId), url: siteUrl }]);
    const page = await context.newPage();
    await page.goto(`${siteUrl}/sign-in/second-factor`);
    await enterCode(page, code);
    await expect(page).toHaveTitle(title);
    await context.close();
  }
});

test('AD-03: nothing of the panel opens after one factor', async ({ request }) => {
  const { coalitionId } = await draftPetition();
  const member = await makeMember({ coalitionId, role: 'owner' });
  await giveCodes(member.accountId);
  const headers = { cookie: cookieOf(await openSession(member.accountId)), origin: siteUrl };
  // The places of coalitions have a test of their own, which walks them all.
  const paths = ['/team', '/team/account', '/team/account/codes', '/team/account/recovery-codes'];
  for (const path of paths) {
    const answer = await request.get(path, { headers, maxRedirects: 0 });
    expect([path, answer.status(), answer.headers().location]).toEqual([path, 303, '/sign-in/second-factor']);
    expect(await answer.body()).toHaveLength(0);
  }
  const posts = ['/team/account', '/team/account/codes', '/team/account/sessions/end', '/team/account/passkeys'];
  for (const path of posts) {
    const answer = await request.post(path, { headers, form: { name: 'Mallory' }, maxRedirects: 0 });
    expect([path, answer.status(), answer.headers().location]).toEqual([path, 303, '/sign-in/second-factor']);
  }
  for (const path of ['/sign-in/enrolment', '/sign-in/enrolment/codes']) {
    const answer = await request.get(path, { headers, maxRedirects: 0 });
    expect(answer.headers().location).toBe('/sign-in/second-factor');
  }
  expect((await findAccount(member.accountId))?.name).toBe('A owner');
});

test('AD-03: a scanner that opens the letter’s link spends nothing, and the button works once', async ({
  page,
  request,
}) => {
  const { coalitionId } = await draftPetition();
  const { accountId } = await makeMember({ coalitionId, role: 'owner' });
  await giveCodes(accountId);
  const mailbox = (await findAccount(accountId))?.mailbox ?? '';
  await request.post('/sign-in', { form: { email: mailbox }, headers: { origin: siteUrl } });
  const path = await panelLinkIn(mailbox, 'links');
  for (let n = 0; n < 3; n++) expect((await request.get(path)).status()).toBe(200);
  expect((await request.head(path)).status()).toBe(200);
  await page.goto(path);
  await page.getByRole('button', { name: 'Go on' }).click();
  await seeTitle(page, 'One more proof');
  await page.goto(path);
  await seeTitle(page, 'This link opens nothing now');
  await page.getByRole('link', { name: 'Get a new link' }).click();
  await seeTitle(page, 'Sign in');
});

test('expired, foreign and broken links lead to one page with a way on', async ({ page, request }) => {
  const { coalitionId } = await draftPetition();
  const { accountId } = await makeMember({ coalitionId, role: 'owner' });
  const mailbox = (await findAccount(accountId))?.mailbox ?? '';
  await request.post('/sign-in', { form: { email: mailbox }, headers: { origin: siteUrl } });
  const expired = await panelLinkIn(mailbox, 'links');
  await ageLinks(accountId, 16);
  const answers = [];
  for (const path of [expired, signInLinkPath(newToken()), '/sign-in/links/short', '/sign-in/links/%27%20or%201=1']) {
    const answer = await request.get(path);
    expect(answer.status()).toBe(404);
    answers.push(await answer.text());
  }
  expect(new Set(answers).size).toBe(1);
  const posted = await request.post(expired, { form: {}, headers: { origin: siteUrl }, maxRedirects: 0 });
  expect(posted.status()).toBe(404);
  expect(posted.headers()['set-cookie']).toBeUndefined();
  const invited = await inviteByLetter(coalitionId, 'editor');
  await ageInvitations(coalitionId, 73);
  await page.goto(invited.path);
  await seeTitle(page, 'This invitation opens nothing now');
  await seeSoundPage(page);
});

test('who declines ticks a box, and gets no account', async ({ page }) => {
  const { coalitionId } = await draftPetition();
  const { path } = await inviteByLetter(coalitionId, 'analyst');
  await page.goto(path);
  await page.getByText('I do not want this').click();
  await page.getByRole('button', { name: 'Decline' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await page.getByLabel('I decline this invitation').check();
  await page.getByRole('button', { name: 'Decline' }).click();
  await seeTitle(page, 'You have declined');
  await page.goto(path);
  await seeTitle(page, 'This invitation opens nothing now');
});

test('AD-06: an address without an account gets the same answer and no letter', async ({ page, request }) => {
  const unknown = newMailbox();
  await page.goto('/sign-in');
  await page.getByLabel('Email address').fill('nobody');
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByLabel('Email address')).toHaveValue('nobody');
  await seeSoundPage(page);
  await page.getByLabel('Email address').fill(unknown);
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await seeTitle(page, 'Look in your inbox');
  await seeSoundPage(page);
  const [one, other] = await Promise.all(
    [unknown, 'owner@example.org'].map((email) =>
      request.post('/sign-in', { form: { email }, headers: { origin: siteUrl }, maxRedirects: 0 }),
    ),
  );
  const told = (answer: typeof one) => [answer?.status(), answer?.headers().location, answer?.headers()['set-cookie']];
  expect(told(one)).toEqual(told(other));
  expect(await lettersTo(unknown)).toEqual([]);
});

test('AD-06: how long the answer takes tells nobody who has an account', async ({ request }) => {
  test.setTimeout(90_000);
  const { coalitionId } = await draftPetition();
  const times = { known: [] as number[], unknown: [] as number[] };
  const ask = async (email: string): Promise<number> => {
    const began = performance.now();
    await request.post('/sign-in', { form: { email }, headers: { origin: siteUrl }, maxRedirects: 0 });
    return performance.now() - began;
  };
  for (let n = 0; n < 30; n++) {
    const { accountId } = await makeMember({ coalitionId, role: 'analyst' });
    const mailbox = (await findAccount(accountId))?.mailbox ?? '';
    times.known.push(await ask(mailbox));
    times.unknown.push(await ask(newMailbox()));
  }
  // The chance that a known address takes longer than an unknown one: a half says nothing.
  const pairs = times.known.flatMap((known) => times.unknown.map((unknown) => Number(known > unknown)));
  const area = pairs.reduce((sum, pair) => sum + pair, 0) / pairs.length;
  expect(area).toBeGreaterThan(0.25);
  expect(area).toBeLessThan(0.75);
});
