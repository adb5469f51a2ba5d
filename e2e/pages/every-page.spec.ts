import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { directionOf, type Locale } from '@/lib/i18n/locales.ts';
import { SIGN_AT_MOST } from '@/lib/rate-limit/limits.ts';
import { expect, type House, test } from '../support/own-petition.ts';
import { siteUrl } from '../support/places.ts';
import { confirmByPost, decreePage, fillForm, post, pressSign, signByPost } from '../support/signer.ts';
import { crowdSource, fromSource } from '../support/sources.ts';
import { newAddress } from '../support/world.ts';

interface Visitor {
  readonly page: Page;
  readonly locale: Locale;
  readonly house: House;
}

/** A way that brings the visitor onto a page or into one of its states, and the status it answers with. */
interface Place {
  readonly name: string;
  readonly status?: number;
  readonly open: (visitor: Visitor) => Promise<void>;
}

const at = (name: string, path: (locale: Locale) => string, status = 200): Place => ({
  name,
  status,
  open: async ({ locale, page }) => {
    await page.goto(path(locale));
  },
});

/** A page behind a letter's link, of a signature that waits or of one that counts. */
const behindLetter = (
  name: string,
  act: string,
  prepare: 'waits' | 'counts',
  fields: Record<string, string> = {},
): Place => ({
  name,
  open: async ({ locale, page }) => {
    const wish = { email: newAddress(), locale, fields };
    const token = await (prepare === 'waits' ? signByPost(wish) : confirmByPost(wish));
    await page.goto(`/${locale}/signatures/${token}${act}`);
  },
});

/** A page that a pressed button leads to. */
const afterPost = (name: string, prepare: 'waits' | 'counts', act: string, then = act): Place => ({
  name,
  open: async ({ locale, page }) => {
    const wish = { email: newAddress(), locale };
    const token = await (prepare === 'waits' ? signByPost(wish) : confirmByPost(wish));
    await post(`/${locale}/signatures/${token}${act}`, {});
    await page.goto(`/${locale}/signatures/${token}${then}`);
  },
});

const pressButton = (page: Page) => page.getByRole('main').locator('form').getByRole('button').first().click();

const places: Place[] = [
  at('the list', (locale) => `/${locale}`),
  at('the list when nothing matches', (locale) => `/${locale}?q=nothing-like-this&state=met`),
  at('a campaign', (locale) => `/${locale}/campaigns/end-mobilisation-by-decree`),
  at('the petition', decreePage),
  at('the petition through a partner', (locale) => `${decreePage(locale)}/with/three-cities`),
  at('the petition behind a share link', (locale) => `${decreePage(locale)}?share=r8vc5j`),
  {
    name: 'the petition with problems',
    status: 422,
    open: async ({ locale, page }) => {
      await page.goto(decreePage(locale));
      await pressSign(page, locale);
    },
  },
  {
    name: 'the moment that a crowd is asked for',
    status: 422,
    open: async ({ locale, page }) => {
      // Without its script the page stays.
      await page.route('**/proof.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
      await page.setExtraHTTPHeaders(fromSource(await crowdSource()));
      await page.goto(decreePage(locale));
      await fillForm(page, { email: newAddress(), locale });
      await pressSign(page, locale);
    },
  },
  {
    name: 'a form too many',
    status: 429,
    open: async ({ locale, page }) => {
      await page.setExtraHTTPHeaders(fromSource(await crowdSource(SIGN_AT_MOST.most)));
      await page.goto(decreePage(locale));
      await fillForm(page, { email: newAddress(), locale });
      await pressSign(page, locale);
    },
  },
  {
    name: 'a warning of the mail provider',
    status: 422,
    open: async ({ locale, page }) => {
      await page.goto(decreePage(locale));
      await fillForm(page, { email: newAddress('mail.ru'), locale });
      await pressSign(page, locale);
    },
  },
  at('“look in your inbox”', (locale) => `${decreePage(locale)}/sent`),
  at('“withdrawn”', (locale) => `${decreePage(locale)}/withdrawn`),
  at('the updates', (locale) => `${decreePage(locale)}/updates`),
  at('how the count is checked', (locale) => `${decreePage(locale)}/log`),
  at('an update', (locale) => `${decreePage(locale)}/updates/1`),
  behindLetter('the confirmation', '/confirmation', 'waits'),
  {
    name: 'the confirmation without its tick',
    status: 422,
    open: async ({ locale, page }) => {
      await page.goto(`/${locale}/signatures/${await signByPost({ email: newAddress(), locale })}/confirmation`);
      await pressButton(page);
    },
  },
  behindLetter('the refusal', '/refusal', 'waits'),
  afterPost('a refused signature', 'waits', '/refusal'),
  at('a lifted block', (locale) => `/${locale}/signatures/lifted`),
  behindLetter('my signature', '', 'counts', { partner: 'three-cities', updates: 'yes', deliver: 'yes' }),
  afterPost('my signature without details', 'counts', '/erasure', ''),
  behindLetter('letters that come', '/following', 'counts', { partner: 'three-cities', updates: 'yes' }),
  behindLetter('letters that do not come, saved', '/following?saved', 'counts'),
  {
    name: 'letters with a wrong address',
    status: 422,
    open: async ({ locale, page }) => {
      await page.goto(`/${locale}/signatures/${await confirmByPost({ email: newAddress(), locale })}/following`);
      await page.getByRole('checkbox').first().check();
      await pressButton(page);
    },
  },
  afterPost('letters of a signature without details', 'counts', '/erasure', '/following'),
  behindLetter('the withdrawal', '/withdrawal', 'counts'),
  behindLetter('the erasure', '/erasure', 'counts'),
  behindLetter('the receipt', '/receipt', 'counts'),
  afterPost('a receipt that is gone', 'counts', '/erasure', '/receipt'),
  at('a spent link', (locale) => `/${locale}/signatures/nothing`, 404),
  at('a page that does not exist', (locale) => `/${locale}/nothing`, 404),
  {
    name: 'a closed petition',
    open: async ({ house, locale, page }) => {
      const petition = await house.makePetition();
      await house.closePetition(petition, 1);
      await page.goto(`/${locale}/petitions/${petition.slug}`);
    },
  },
  {
    name: 'a form that came after the petition had closed',
    status: 409,
    open: async ({ house, locale, page }) => {
      const petition = await house.makePetition();
      await page.goto(`/${locale}/petitions/${petition.slug}`);
      await page.locator('#name').fill('Too Late');
      await page.locator('#email').fill(newAddress());
      await house.closePetition(petition, 1);
      await pressSign(page, locale);
    },
  },
  {
    name: 'a confirmation that came too late',
    status: 409,
    open: async ({ house, locale, page }) => {
      const petition = await house.makePetition();
      const token = await signByPost({ email: newAddress(), locale, slug: petition.slug });
      await house.closePetition(petition, 25);
      await page.goto(`/${locale}/signatures/${token}/confirmation`);
    },
  },
  ...(['privacy', 'count', 'security', 'accessibility', 'data'] as const).map((topic) =>
    at(`about ${topic}`, (locale) => `/${locale}/about/${topic}`),
  ),
];

for (const locale of ['en', 'ar'] as const) {
  for (const { name, open, status = 200 } of places) {
    test(`PV-10: ${name} is whole, readable and narrow enough, and asks nobody else (${locale})`, async ({
      house,
      page,
    }) => {
      const complaints = listenForComplaints(page);
      let answered = 0;
      page.on('response', (response) => {
        if (response.request().isNavigationRequest()) answered = response.status();
      });
      await page.setViewportSize({ width: 320, height: 640 });
      await open({ house, locale, page });
      await expect(page.getByRole('contentinfo')).toBeVisible();
      expect(answered).toBe(status);
      await seeFrame(page, locale, status);
      const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
      expect(widths[0], 'nothing scrolls sideways at 320 px').toBeLessThanOrEqual(widths[1] ?? 0);
      await seeNoBarrier(page);
      await page.setViewportSize({ width: 1280, height: 800 });
      await seeNoBarrier(page);
      expect(complaints).toEqual([]);
    });
  }
}

function listenForComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(`${siteUrl}/`)) complaints.push(`asks ${request.url()}`);
  });
  page.on('pageerror', (fault) => complaints.push(fault.message));
  page.on('console', (message) => {
    // The browser notes every page whose status is 4xx, which is how such pages are answered.
    const isStatus = /status of 4\d\d/.test(message.text()) && message.location().url === page.url();
    if (message.type() === 'error' && !isStatus) complaints.push(message.text());
  });
  return complaints;
}

async function seeFrame(page: Page, locale: Locale, status: number): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('lang', locale);
  await expect(page.locator('html')).toHaveAttribute('dir', directionOf(locale));
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  for (const landmark of ['banner', 'main', 'contentinfo'] as const)
    await expect(page.getByRole(landmark)).toHaveCount(1);
  const heading = (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
  const title = await page.title();
  expect(title).toContain(heading);
  // Whoever is asked for a moment has made no mistake.
  if (status === 422 && locale === 'en' && heading !== 'One moment') expect(title).toMatch(/^Error: /);
  // What is hidden from everybody needs no name.
  for (const field of await page.locator(':is(input:not([type=hidden]), select):not([hidden] *)').all()) {
    await expect(field).toHaveAccessibleName(/\S/);
  }
}

async function seeNoBarrier(page: Page): Promise<void> {
  // "Legacy" leaves out what is only for frames, which no page has; 250 countries are 250 times the same finding.
  // Both together take a quarter of the time.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).exclude('option').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
}
