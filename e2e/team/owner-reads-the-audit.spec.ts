import { readFile } from 'node:fs/promises';
import { currentTime } from '@/lib/clock.ts';
import { askForExport } from '@/lib/export/ask.ts';
import { words } from '@/lib/i18n/words.ts';
import { findTeamPetition } from '@/lib/team/places.ts';
import { readCsv } from '../support/csv.ts';
import { seat } from '../support/members.ts';
import { expect, test } from '../support/own-petition.ts';
import { makePanel } from '../support/panel.ts';
import { siteUrl } from '../support/places.ts';

const say = words('en');

test('an owner reads who did what, and finds one person’s acts', async ({ context, house, page }) => {
  expect(house).toBeTruthy();
  const panel = await makePanel();
  const now = await currentTime();
  for (const owner of [panel.members.owner, panel.secondOwner]) {
    const petition = await findTeamPetition(owner, panel.slug);
    if (petition) await askForExport(owner, petition, 'delivery', now);
  }
  await seat(context, panel.members.owner);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${siteUrl}/team/${panel.slug}/audit`);
  await expect(page.getByText(/^The chain of [\d,]+ records of this site is whole/)).toBeVisible();
  const sentence = page.getByText(/^Asked for a list, Names for the addressee, people: 3, “.*”$/);
  await expect(sentence).toHaveCount(2);
  await page.getByLabel(say('audit.about')).selectOption({ label: say('audit.group.switch') });
  await page.getByRole('button', { name: say('audit.show') }).click();
  await expect(page.getByText(say('audit.nothing-matches'))).toBeVisible();
  await page.goto(`${siteUrl}/team/${panel.slug}/audit?person=${panel.secondOwner.accountId}`);
  await expect(sentence).toHaveCount(1);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: say('audit.file.take') }).click(),
  ]);
  const rows = readCsv(await readFile(await file.path(), 'utf8'));
  expect(rows[0]).toEqual(['at', 'who', 'act', 'what']);
  expect(rows.filter(([, , act]) => act === 'export-asked')).toHaveLength(2);
});

test('nobody but an owner reads it', async ({ context, house, page }) => {
  expect(house).toBeTruthy();
  const panel = await makePanel();
  await seat(context, panel.members.moderator);
  await page.goto(`${siteUrl}/team/${panel.slug}/audit`);
  await expect(page.getByRole('heading', { level: 1, name: say('team.forbidden.title') })).toBeVisible();
});
