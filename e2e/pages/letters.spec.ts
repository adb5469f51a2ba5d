import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { directionOf, type Locale, locales } from '@/lib/i18n/locales.ts';
import { type Sample, samples, writeSample } from '@/lib/mail/samples.ts';
import { siteUrl } from '../support/places.ts';
import { ask } from '../support/raw.ts';

/** In pixels: what fits a thumb (WCAG 2.2, 2.5.5). */
const THUMB = 44;

async function seeLetter(page: Page, sample: Sample, language: Locale): Promise<void> {
  const { html, subject } = await writeSample(sample, language, siteUrl);
  await page.setContent(html);
  await expect(page.locator('html')).toHaveAttribute('lang', language);
  await expect(page).toHaveTitle(subject);
  await expect(page.locator('table:not([role=presentation])')).toHaveCount(0);
  for (const button of await page.locator('a.button').all())
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(THUMB);
}

/** Every line of words begins where the language's lines do, and addresses read from left to right there, too. */
async function seeDirection(page: Page, language: Locale): Promise<void> {
  const direction = directionOf(language);
  for (const paragraph of await page.locator('.sheet p, .sheet h2, .sheet li').all()) {
    await expect(paragraph).toHaveCSS('direction', direction);
    await expect(paragraph).toHaveCSS('text-align', /^(start|-webkit-auto)$/);
  }
  for (const link of await page.locator('.sheet p > a[dir]').all()) await expect(link).toHaveCSS('direction', 'ltr');
}

for (const sample of samples) {
  for (const scheme of ['light', 'dark'] as const) {
    test(`the letter ${sample.name} can be read by everybody in every language, in the ${scheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme });
      for (const language of locales) {
        await page.setViewportSize({ width: 320, height: 640 });
        await seeLetter(page, sample, language);
        await seeDirection(page, language);
        const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
        expect(widths[0], 'nothing scrolls sideways at 320 px').toBeLessThanOrEqual(widths[1] ?? 0);
        // A letter has no landmarks and no heading of its own: the program around it has both.
        const { violations } = await new AxeBuilder({ page })
          .setLegacyMode(true)
          .disableRules(['region', 'landmark-one-main', 'page-has-heading-one', 'heading-order'])
          .analyze();
        expect(violations.map(({ id, nodes }) => `${language} ${id}: ${nodes.map(({ html }) => html)}`)).toEqual([]);
      }
    });
  }
}

test('where letters are looked at in development, there is nothing in production', async () => {
  const unknown = await ask({ path: '/nothing/at/all' });
  for (const path of [
    '/letters',
    '/letters/thanks/en',
    '/letters/thanks/en/sheet',
    '/letters/thanks/en/sheet?scheme=dark',
  ]) {
    const answer = await ask({ path });
    expect(answer.status, path).toBe(404);
    expect(answer.text, 'the same as any page that is not there').toBe(unknown.text);
    expect(answer.headers['content-security-policy']).toBe(unknown.headers['content-security-policy']);
  }
});
