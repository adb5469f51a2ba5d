import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { directionOf } from '@/lib/i18n/locales.ts';
import { type Rule, rules } from '@/lib/team/rules.ts';
import { seat } from '../support/members.ts';
import { expect, test } from '../support/own-petition.ts';
import { fillPath, makeExport, makePanel, type Panel, plantDeaths } from '../support/panel.ts';
import { siteUrl } from '../support/places.ts';

interface Place {
  readonly name: string;
  readonly path: (panel: Panel) => string | Promise<string>;
  /** The reader: an owner, unless the page is another role's. */
  readonly as?: 'owner' | 'partner' | 'analyst';
}

const inCoalition = (rest: string) => (panel: Panel) => `/team/${panel.slug}${rest}`;
const inPetition = (rest: string) => (panel: Panel) => `/team/${panel.slug}/petitions/${panel.slug}${rest}`;

const waiting = async (panel: Panel) =>
  inPetition(`/exports/${await makeExport(panel, { by: panel.secondOwner, kind: 'followers', people: 4_021 })}`)(panel);

/** Pages in states that their rule alone does not lead to. */
const places: readonly Place[] = [
  { name: 'the coalitions', path: () => '/team' },
  { name: 'my account', path: () => '/team/account' },
  { name: 'my account’s audit', path: () => '/team/account/audit' },
  { name: 'an audit in which nothing matches', path: inCoalition('/audit?from=2001-01-01&to=2001-01-02') },
  {
    name: 'an audit with records',
    path: async (panel) => {
      await makeExport(panel, { by: panel.members.owner, kind: 'delivery', people: 7 });
      return inCoalition('/audit')(panel);
    },
  },
  {
    name: 'exports with one to decide',
    path: async (panel) => {
      await waiting(panel);
      return inPetition('/exports')(panel);
    },
  },
  { name: 'an export that waits', path: waiting },
  { name: 'an export to decide', path: async (panel) => `${await waiting(panel)}/approval` },
  {
    name: 'letters that could not be sent, for every reason',
    path: async (panel) => {
      await plantDeaths(panel);
      return inPetition('/letters')(panel);
    },
  },
  {
    name: 'the coalition’s letters, some dead',
    path: async (panel) => {
      await plantDeaths(panel);
      return inCoalition('/letters')(panel);
    },
  },
  { name: 'the exports of a partner', path: inPetition('/exports'), as: 'partner' },
  { name: 'a page that is not there', path: () => '/team/nothing-like-this/audit' },
];

/** Every rule that opens by GET is a page; an owner sees it, or whoever the rule names first. */
const ruled: readonly Place[] = (Object.entries(rules) as [string, Rule][])
  .filter(([route, { GET }]) => GET && !/\/(logo|picture|qr|file|card)$/.test(route))
  .map(([route, { GET = [] }]) => {
    const as = GET.includes('owner') ? 'owner' : 'partner';
    return { name: route, as, path: (panel) => fillPath(route, panel, panel.members[as]) };
  });

for (const locale of ['en', 'ar'] as const) {
  for (const { as = 'owner', name, path } of [...places, ...ruled]) {
    test(`${name} is whole, readable and narrow enough (${locale})`, async ({ context, house, page }) => {
      expect(house).toBeTruthy();
      const panel = await makePanel(locale);
      const complaints = listenForComplaints(page);
      await seat(context, panel.members[as]);
      await page.setViewportSize({ width: 360, height: 740 });
      const answer = await page.goto(siteUrl + (await path(panel)));
      expect(answer?.status()).toBe(name.includes('not there') ? 404 : 200);
      await seePage(page);
      await expect(page.locator('html')).toHaveAttribute('dir', directionOf(locale));
      // What barriers a page has in Arabic, it has in English, and looking for them takes minutes of everybody's time.
      if (locale === 'en') await seeNoBarrier(page);
      await page.setViewportSize({ width: 1280, height: 800 });
      await seeNarrowEnough(page);
      if (locale === 'en') await seeNoBarrier(page);
      expect(complaints).toEqual([]);
    });
  }
}

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  for (const { as = 'owner', name, path } of [...places, ...ruled]) {
    test(`${name} is complete`, async ({ context, house, page }) => {
      expect(house).toBeTruthy();
      const panel = await makePanel();
      await seat(context, panel.members[as]);
      const answer = await page.goto(siteUrl + (await path(panel)));
      expect(answer?.status()).toBe(name.includes('not there') ? 404 : 200);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      for (const button of await page.getByRole('button').all()) {
        // A button that only a script gives sense to has no place on a page without one.
        expect(await button.evaluate((one) => one instanceof HTMLButtonElement && one.form !== null)).toBe(true);
      }
    });
  }
});

async function seePage(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  const heading = (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
  expect(await page.title()).not.toBe('');
  expect(heading.trim()).not.toBe('');
  await expect(page.getByRole('main')).toHaveCount(1);
  // What is folded away is looked at, too.
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  for (const field of await page.locator('input:not([type=hidden]), select, textarea').all())
    await expect(field).toHaveAccessibleName(/\S/);
  await seeNarrowEnough(page);
}

async function seeNarrowEnough(page: Page): Promise<void> {
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  expect(widths[0], `nothing scrolls sideways at ${widths[1]} px`).toBeLessThanOrEqual(widths[1] ?? 0);
}

function listenForComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (fault) => complaints.push(fault.message));
  page.on('console', (message) => {
    const isStatus = /status of 4\d\d/.test(message.text()) && message.location().url === page.url();
    if (message.type() === 'error' && !isStatus) complaints.push(message.text());
  });
  return complaints;
}

async function seeNoBarrier(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).exclude('option').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
}
