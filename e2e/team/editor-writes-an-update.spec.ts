import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { findAccount } from '@/lib/access/accounts.ts';
import { teamPetitionPath, updatePath } from '@/lib/urls.ts';
import { letterTo } from '../support/mailbox.ts';
import { cookieOf, makeMember, seat, signIn } from '../support/members.ts';
import { expect, test } from '../support/own-petition.ts';
import { askWithForm } from '../support/raw.ts';
import { seeHeading } from '../support/signer.ts';
import { ownerOf } from '../support/versions.ts';

async function seePlainPage(page: Page): Promise<void> {
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  expect(widths[0], 'nothing scrolls sideways').toBeLessThanOrEqual(widths[1] ?? 0);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
}

const english = (page: Page) => page.getByRole('group', { name: 'English' });

test('a pasted text of five megabytes comes back whole, with what is wrong with it', async ({
  context,
  house,
  page,
}) => {
  const petition = await house.makePetition({ title: 'With a long update' });
  const { owner } = await ownerOf(petition);
  await seat(context, owner);
  await page.goto(`${teamPetitionPath(owner.coalition.slug, petition.slug)}/updates`);
  await page.getByRole('button', { name: 'Write an update' }).click();
  await expect(english(page).getByText('At most 20,000 characters.')).toBeVisible();
  const headers = { cookie: cookieOf(await signIn(owner.accountId)) };
  const here = new URL(page.url()).pathname;
  const post = (to: string, size: number) => {
    const fields = { revision: '1', preview: 'en', title_en: 'Kept', body_en: 'a'.repeat(size) };
    return askWithForm(to, new URLSearchParams(fields).toString(), headers);
  };
  const long = 5 * 1024 * 1024;
  for (const to of [here, `${here}/preview`]) {
    const answer = await post(to, long);
    const says = (words: string) => answer.text.includes(words);
    expect([answer.status, says('a'.repeat(long)), says('value="Kept"')]).toEqual([422, true, true]);
    expect(says('Text in English must be 20,000 characters or fewer')).toBe(true);
  }
  const tooLong = await post(here, 7 * 1024 * 1024);
  expect(tooLong.status).toBe(413);
  expect(tooLong.text).toContain('what you typed is still in your browser');
});

for (const width of [360, 1280]) {
  test(`an update is written, read in the writer's mailbox, and published (${width} px)`, async ({
    context,
    house,
    page,
  }) => {
    test.slow();
    const petition = await house.makePetition({ title: 'With news' });
    const { owner } = await ownerOf(petition);
    await seat(context, owner);
    await page.setViewportSize({ width, height: 800 });
    const updates = `${teamPetitionPath(owner.coalition.slug, petition.slug)}/updates`;
    await page.goto(updates);
    await expect(page.getByText('There is no update yet.')).toBeVisible();
    await page.getByRole('button', { name: 'Write an update' }).click();
    await english(page).getByLabel('Title').fill('The court has ruled');
    await english(page).getByLabel('Text').fill('It is **over**.\n\n<script>alert(1)</script>');
    await seePlainPage(page);

    const preview = context.waitForEvent('page');
    await english(page).getByRole('button', { name: 'Preview: English' }).click();
    await seeHeading(await preview, 'The court has ruled');
    expect(await (await preview).locator('article strong').textContent()).toBe('over');
    await (await preview).close();

    await page.getByRole('button', { name: 'Save and send me the letter' }).click();
    await expect(page.getByRole('status')).toContainText('on its way to your address');
    const letter = await letterTo((await findAccount(owner.accountId))?.mailbox ?? '');
    expect(letter.subject).toBe('The court has ruled');
    expect(letter.html).toContain('<strong>over</strong>');
    expect(letter.html).not.toContain('alert(1)');

    await page.getByRole('button', { name: 'Save and go on to publishing' }).click();
    await expect(page.getByText('It appears in: English.')).toBeVisible();
    await expect(page.getByText('Nobody has asked for letters yet')).toBeVisible();
    await seePlainPage(page);
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await expect(page.getByText('The update is published.')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Letters' })).toBeVisible();
    await seePlainPage(page);
    await expect(async () => {
      await page.goto(updatePath('en', petition.slug, 1));
      await seeHeading(page, 'The court has ruled');
    }).toPass();
  });
}

test('of two who save at once, the second keeps their words and sees the other’s', async ({
  browser,
  context,
  house,
  page,
}) => {
  test.slow();
  const petition = await house.makePetition({ title: 'With news' });
  const { owner } = await ownerOf(petition);
  const translator = await makeMember({ coalitionId: owner.coalition.id, role: 'translator' });
  await seat(context, owner);
  await page.goto(`${teamPetitionPath(owner.coalition.slug, petition.slug)}/updates`);
  await page.getByRole('button', { name: 'Write an update' }).click();
  const other = await browser.newContext();
  await seat(other, translator);
  const theirs = await other.newPage();
  await theirs.goto(page.url());
  await expect(theirs.getByRole('button', { name: 'Save and go on to publishing' })).toHaveCount(0);
  await english(theirs).getByLabel('Title').fill('Their title');
  await theirs.getByRole('button', { name: 'Save', exact: true }).first().click();
  await expect(theirs.getByRole('status')).toContainText('Saved.');

  await english(page).getByLabel('Title').fill('My title');
  await page.getByRole('button', { name: 'Save', exact: true }).first().click();
  await expect(page.getByRole('alert')).toContainText('Nothing was overwritten');
  await expect(english(page).getByLabel('Title')).toHaveValue('My title');
  await expect(english(page).getByText('Their title')).toBeVisible();
  await page.getByRole('button', { name: 'Save mine in their place' }).first().click();
  await expect(page.getByRole('status')).toContainText('Saved.');
  await page.getByRole('link', { name: 'Remove', exact: true }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByRole('status')).toContainText('The draft is removed.');
  await other.close();
});
