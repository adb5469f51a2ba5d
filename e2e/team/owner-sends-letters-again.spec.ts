import { eq } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { findPetition } from '@/lib/petition/read.ts';
import { seat } from '../support/members.ts';
import { plantComplaints, plantDeadLetters } from '../support/outbox.ts';
import { expect, test } from '../support/own-petition.ts';
import { makePanel, plantDeaths } from '../support/panel.ts';
import { seeSoundPage, seeTitle } from '../support/panel-visitor.ts';

test('an owner sees why letters died, sends one kind of them again, and then the rest', async ({
  context,
  house,
  page,
}) => {
  expect(house).toBeTruthy();
  const panel = await makePanel();
  await plantDeaths(panel);
  await seat(context, panel.members.owner);
  await page.goto(`/team/${panel.slug}/petitions/${panel.slug}`);
  await page.getByRole('link', { name: 'Letters', exact: true }).click();
  await seeTitle(page, 'Letters');
  await seeSoundPage(page);
  expect(await page.getByRole('main').textContent()).not.toContain('@');
  const address = page.locator('section.card').filter({ hasText: 'does not accept the address' });
  await expect(address).toContainText('Confirm the signature: 3 letters');
  await address.getByRole('button', { name: 'Send these again' }).click();
  await expect(page.getByRole('status')).toHaveText('4 letters wait again and leave with the next ones.');
  await expect(address).toHaveCount(0);
  await page.getByRole('button', { name: 'Send all of them again' }).click();
  await expect(page.getByRole('status')).toHaveText('9 letters wait again and leave with the next ones.');
  await expect(page.getByText('There is none.')).toBeVisible();
  await page.goto(`/team/${panel.slug}/audit`);
  await expect(page.getByText('Sent letters again that could not be sent, number: 9')).toBeVisible();
});

test('a moderator who comes second is told that nothing was left', async ({ context, house, page }) => {
  expect(house).toBeTruthy();
  const panel = await makePanel();
  await plantDeadLetters(panel.petitionId, 'not_found', 'thanks', 1);
  await seat(context, panel.members.moderator);
  await page.goto(`/team/${panel.slug}/petitions/${panel.slug}/letters`);
  await database().delete(schema.letters).where(eq(schema.letters.petitionId, panel.petitionId));
  await page.getByRole('button', { name: 'Send these again' }).click();
  await expect(page.getByRole('status')).toContainText('Nothing was left to send again');
});

test('an alarm about letters stands on every page of those who can act, and on nobody else’s', async ({
  browser,
  house,
}) => {
  expect(house).toBeTruthy();
  const panel = await makePanel();
  const petition = await findPetition(panel.slug);
  if (!petition) throw new Error('No petition.');
  await plantComplaints(petition, 1_000_000, 5_000);
  try {
    for (const role of ['owner', 'moderator', 'editor', 'partner'] as const) {
      const context = await browser.newContext();
      await seat(context, panel.members[role]);
      const page = await context.newPage();
      await page.goto(`/team/${panel.slug}/petitions/${panel.slug}`);
      const alarm = page.getByRole('complementary', { name: 'About the letters' });
      await expect(alarm).toHaveCount(role === 'owner' || role === 'moderator' ? 1 : 0);
      if (role === 'owner') {
        await seeSoundPage(page);
        await alarm.getByRole('link', { name: 'More about the letters' }).click();
        await seeTitle(page, 'Letters');
      }
      await context.close();
    }
  } finally {
    await database().delete(schema.letterTallies).where(eq(schema.letterTallies.petitionId, panel.petitionId));
  }
});
