import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from '@playwright/test';
import { eq } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { findAccount } from '@/lib/access/accounts.ts';
import type { Member } from '@/lib/team/members.ts';
import { petitionPath, teamPetitionPath } from '@/lib/urls.ts';
import { letterTo } from '../support/mailbox.ts';
import { seat } from '../support/members.ts';
import { expect, test } from '../support/own-petition.ts';
import { seeHeading } from '../support/signer.ts';
import { makeWriting, type Writing, writeDraft } from '../support/versions.ts';

const baseOf = ({ owner, slug }: Writing) => teamPetitionPath(owner.coalition.slug, slug);

/** A window of their own for each person. */
async function pageOf(browser: Browser, member: Member, width = 1280): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 800 } });
  await seat(context, member);
  return context.newPage();
}

async function seePlainPage(page: Page): Promise<void> {
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  expect(widths[0], 'nothing scrolls sideways').toBeLessThanOrEqual(widths[1] ?? 0);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
}

async function offer(page: Page, writing: Writing, version: number): Promise<void> {
  await page.goto(`${baseOf(writing)}/versions`);
  await page.getByRole('button', { name: `Offer version ${version} to the partners` }).click();
  await expect(page.getByRole('status')).toContainText(`Version ${version} is offered`);
}

async function endorse(page: Page, writing: Writing, version: number): Promise<void> {
  await page.goto(`${baseOf(writing)}/versions/${version}`);
  await page.getByRole('link', { name: 'Read and endorse' }).click();
  await seeHeading(page, `Endorse version ${version}`);
  await page.getByLabel('I have read this text in full').check();
  await page.getByRole('button', { name: 'Endorse this text' }).click();
  await expect(page.getByRole('status')).toContainText('Your partner has endorsed this version.');
}

for (const width of [360, 1280]) {
  test(`an editor offers, both partners endorse, the editor publishes (${width} px)`, async ({ browser, house }) => {
    test.slow();
    expect(house).toBeTruthy();
    const writing = await makeWriting();
    const [lead, second] = writing.speakers as [Member, Member];
    const editor = await pageOf(browser, writing.editor, width);
    await offer(editor, writing, 1);
    await seePlainPage(editor);
    const mailbox = (await findAccount(lead.accountId))?.mailbox ?? '';
    expect((await letterTo(mailbox)).text).not.toContain('Sign it');

    await editor.goto(`${baseOf(writing)}/versions/1/publication`);
    await expect(editor.getByText('The lead partner has not endorsed it.')).toBeVisible();
    await seePlainPage(editor);

    for (const speaker of [lead, second]) {
      const page = await pageOf(browser, speaker, width);
      await page.goto(`${baseOf(writing)}/versions/1/endorsement`);
      await seePlainPage(page);
      await page.getByRole('button', { name: 'Endorse this text' }).click();
      await expect(page.getByRole('alert').getByRole('link')).toContainText('Tick');
      await endorse(page, writing, 1);
      await seePlainPage(page);
      await page.context().close();
    }

    await editor.goto(`${baseOf(writing)}/versions/1`);
    await editor.getByRole('link', { name: 'Publish', exact: true }).click();
    await editor.getByRole('button', { name: 'Publish', exact: true }).click();
    await expect(editor.getByRole('status')).toContainText('Version 1 is published.');
    await expect(async () => {
      await editor.goto(petitionPath('en', writing.slug));
      await seeHeading(editor, 'Sign it');
    }).toPass();
    await editor.context().close();
  });
}

test('an owner sees the changes word by word, and cannot endorse', async ({ browser, house }) => {
  test.slow();
  expect(house).toBeTruthy();
  const writing = await makeWriting();
  const page = await pageOf(browser, writing.owner);
  await offer(page, writing, 1);
  const speaker = await pageOf(browser, writing.speakers[0] as Member);
  await endorse(speaker, writing, 1);
  await writeDraft(writing.petitionId, { demand: 'We demand a signed decree.' });
  await offer(page, writing, 2);
  await page.goto(`${baseOf(writing)}/versions/2`);
  await expect(page.locator('ins')).toHaveText(/added:\s+signed/);
  await expect(page.getByRole('link', { name: 'Read and endorse' })).toHaveCount(0);
  expect((await page.goto(`${baseOf(writing)}/versions/2/endorsement`))?.status()).toBe(403);
  await speaker.goto(`${baseOf(writing)}/versions/1/endorsement`);
  await expect(speaker.getByText('already')).toBeVisible();
  await page.context().close();
  await speaker.context().close();
});

test('a publication that is planned happens by itself', async ({ browser, house }) => {
  test.slow();
  expect(house).toBeTruthy();
  const writing = await makeWriting();
  const page = await pageOf(browser, writing.editor);
  await offer(page, writing, 1);
  for (const speaker of writing.speakers) {
    const theirs = await pageOf(browser, speaker);
    await endorse(theirs, writing, 1);
    await theirs.context().close();
  }
  await page.goto(`${baseOf(writing)}/versions/1/publication`);
  await page.getByLabel('At a date and time').check();
  await page.getByLabel('Date and time (UTC)').fill('2020-01-01T00:00');
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('Date and time must lie in the future');
  await expect(page.getByLabel('Date and time (UTC)')).toHaveValue('2020-01-01T00:00');
  await page.getByLabel('Date and time (UTC)').fill('2099-01-01T00:00');
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(page.getByRole('status')).toContainText('The time for version 1 is set.');
  await expect(page.getByText('Version 1 is to be published on 1 January 2099')).toBeVisible();
  await page.getByRole('button', { name: 'Take back this time' }).click();
  await expect(page.getByRole('status')).toContainText('taken back');

  await page.goto(`${baseOf(writing)}/versions/1/publication`);
  await page.getByLabel('At a date and time').check();
  await page.getByLabel('Date and time (UTC)').fill('2099-01-01T00:00');
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(page.getByRole('status')).toContainText('is set');
  const { petitions } = schema;
  await database().update(petitions).set({ scheduledFor: new Date() }).where(eq(petitions.id, writing.petitionId));
  await expect(async () => {
    await page.goto(petitionPath('en', writing.slug));
    await seeHeading(page, 'Sign it');
  }).toPass({ timeout: 15_000 });
  await page.context().close();
});
