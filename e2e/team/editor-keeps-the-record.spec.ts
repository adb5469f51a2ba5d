import type { Page } from '@playwright/test';
import { coalitionIdOf } from '../support/coalitions.ts';
import { makeMember, seat } from '../support/members.ts';
import { expect, test } from '../support/own-petition.ts';
import { seeSoundPage } from '../support/panel-visitor.ts';

async function addLine(page: Page, date: string, what: string): Promise<void> {
  const summary = page.getByText('Add a line', { exact: true });
  const isOpen = await summary.evaluate((node) => (node.parentElement as HTMLDetailsElement).open);
  if (!isOpen) await summary.click();
  await page.getByLabel('Date').fill(date);
  await page.getByLabel('Form').selectOption({ label: 'spoken' });
  await page.getByLabel('Link to the source').fill('https://example.org/speech');
  await page.getByLabel('Who (English)').fill('The spokesman');
  await page.getByLabel('What (English)').fill(what);
  await page.getByLabel('Source (English)').fill('A news agency');
  await page.getByRole('button', { name: 'Add the line' }).click();
}

for (const width of [1280, 360]) {
  test.describe(`at ${width} pixels`, () => {
    test.use({ viewport: { width, height: 800 } });

    test('a line is added, and the public page follows', async ({ context, house, page }) => {
      const petition = await house.makePetition();
      const coalitionId = await coalitionIdOf(petition.coalition.slug);
      await seat(context, await makeMember({ coalitionId, role: 'editor' }));
      const record = `/team/${petition.coalition.slug}/campaigns/${petition.campaign.slug}/record`;
      await page.goto(record);
      await expect(page.getByText('Nothing is on the record yet. Begin')).toBeVisible();
      await seeSoundPage(page);

      await addLine(page, '31.10.2022', 'There will be no decree.');
      await expect(page).toHaveTitle(/^Error: /);
      await expect(page.getByRole('alert')).toContainText('Date must be a day such as 2022-10-31');
      await expect(page.getByLabel('What (English)')).toHaveValue('There will be no decree.');
      await seeSoundPage(page);
      await addLine(page, '2022-10-31', 'There will be no decree.');
      await expect(page.getByRole('status')).toContainText('on the record');
      await addLine(page, '2022-10-31', 'No decree is needed.');
      await expect(page.getByText('Said: 2 · Signed: 0')).toBeVisible();
      await seeSoundPage(page);

      await page.goto(`/en/campaigns/${petition.campaign.slug}`);
      await expect(page.getByText('Said: 2 · Signed: 0')).toBeVisible();
      await expect(page.getByText('There will be no decree.')).toBeVisible();
    });

    test('lines of one date change places; a removed one is put back', async ({ context, house, page }) => {
      const petition = await house.makePetition();
      const coalitionId = await coalitionIdOf(petition.coalition.slug);
      await seat(context, await makeMember({ coalitionId, role: 'editor' }));
      await page.goto(`/team/${petition.coalition.slug}/campaigns/${petition.campaign.slug}/record`);
      await addLine(page, '2022-10-31', 'There will be no decree.');
      await addLine(page, '2022-10-31', 'No decree is needed.');
      const lines = page.getByRole('region', { name: '2 lines' }).getByRole('listitem');
      await page.getByRole('button', { name: 'Move up: No decree is needed.' }).click();
      await expect(lines.first()).toContainText('No decree is needed.');

      await page.getByRole('link', { name: 'Remove: No decree is needed.' }).click();
      await seeSoundPage(page);
      await page.getByRole('button', { name: 'Remove' }).click();
      await expect(page.getByText('Said: 1 · Signed: 0')).toBeVisible();
      await page.getByRole('button', { name: 'Put it back' }).click();
      await expect(page.getByText('Said: 2 · Signed: 0')).toBeVisible();
    });

    test('of two who edit one line at once the second is told, and no text is lost', async ({
      context,
      house,
      page,
    }) => {
      const petition = await house.makePetition();
      const coalitionId = await coalitionIdOf(petition.coalition.slug);
      await seat(context, await makeMember({ coalitionId, role: 'owner' }));
      await page.goto(`/team/${petition.coalition.slug}/campaigns/${petition.campaign.slug}/record`);
      await addLine(page, '2022-11', 'There will be no decree.');
      await page.getByRole('link', { name: 'Edit: There will be no decree.' }).click();
      await seeSoundPage(page);
      const other = await context.newPage();
      await other.goto(page.url());
      await other.getByLabel('What (English)').fill('What the other wrote');
      await other.getByRole('button', { name: 'Save' }).click();
      await expect(other.getByRole('status')).toContainText('Saved');
      await page.getByLabel('What (English)').fill('What I wrote');
      await page.getByRole('button', { name: 'Save' }).click();
      await expect(page.getByRole('alert')).toContainText('Somebody else saved this page');
      await expect(page.getByRole('main')).toContainText('What the other wrote');
      await expect(page.getByLabel('What (English)')).toHaveValue('What I wrote');
      await seeSoundPage(page);
      await page.getByRole('button', { name: 'Save' }).click();
      await expect(page.getByRole('status')).toContainText('Saved');
    });

    test('a translator adds a language and finds the facts told, not open', async ({ context, house, page }) => {
      const petition = await house.makePetition();
      const coalitionId = await coalitionIdOf(petition.coalition.slug);
      const editor = await makeMember({ coalitionId, role: 'editor' });
      await seat(context, editor);
      const record = `/team/${petition.coalition.slug}/campaigns/${petition.campaign.slug}/record`;
      await page.goto(record);
      await addLine(page, '2022-11', 'There will be no decree.');
      await seat(context, await makeMember({ coalitionId, role: 'translator', language: 'de' }));
      await page.goto(record);
      await expect(page.getByRole('button', { name: 'Zeile hinzufügen' })).toHaveCount(0);
      await page.getByRole('link', { name: 'Bearbeiten: There will be no decree.' }).click();
      await expect(page.getByLabel('Datum')).toHaveCount(0);
      await page.getByLabel('Was (Deutsch)').fill('Es wird keinen Erlass geben.');
      await seeSoundPage(page);
      await page.getByRole('button', { name: 'Speichern' }).click();
      await expect(page.getByRole('status')).toContainText('Gespeichert');
      await page.goto(`/de/campaigns/${petition.campaign.slug}`);
      await expect(page.getByText('Es wird keinen Erlass geben.')).toBeVisible();
    });

    test('a campaign begins hidden, keeps what was typed, and is published by a button', async ({
      context,
      house,
      page,
    }) => {
      const petition = await house.makePetition();
      const coalitionId = await coalitionIdOf(petition.coalition.slug);
      await seat(context, await makeMember({ coalitionId, role: 'editor' }));
      await page.goto(`/team/${petition.coalition.slug}/campaigns`);
      await seeSoundPage(page);
      await page.getByText('Begin a campaign', { exact: true }).click();
      await page.getByLabel('Title (English)').fill('Bring them home');
      await page.getByLabel('Web address').fill(petition.campaign.slug);
      await page.getByRole('button', { name: 'Begin the campaign' }).click();
      await expect(page.getByRole('alert')).toContainText('Enter the goal in at least one language');
      await expect(page.getByLabel('Title (English)')).toHaveValue('Bring them home');
      await page.getByLabel('Goal (English)').fill('All of them.');
      await page.getByRole('button', { name: 'Begin the campaign' }).click();
      await expect(page.getByRole('alert')).toContainText('This web address is taken');
      const slug = `${petition.campaign.slug}-home`;
      await page.getByLabel('Web address').fill(slug);
      await page.getByRole('button', { name: 'Begin the campaign' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bring them home');
      expect((await page.request.get(`/en/campaigns/${slug}`)).status()).toBe(404);
      await seeSoundPage(page);
      await page.getByRole('button', { name: 'Publish the campaign’s page now' }).click();
      await page.getByRole('link', { name: 'See the public page' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bring them home');
    });
  });
}
