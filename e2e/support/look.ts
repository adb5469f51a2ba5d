import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import type { Locale } from '@/lib/i18n/locales.ts';
import { installedBrowser, quietArguments } from './browser.ts';
import { mailboxUrl, siteUrl } from './places.ts';
import { confirmByPost, decreePage, decreeSlug, post, signByPost } from './signer.ts';

/**
 * Takes a picture of every public page, for eyes: start the demo, then
 * `TEST_PORT=3000 node --import tsx e2e/support/look.ts folder`. Not part of the tests.
 */
const folder = process.argv[2];
if (!folder) throw new Error('Say into which folder the pictures go.');

const looks: readonly Locale[] = ['en', 'ru', 'ar'];
const widths = [390, 1280];
const ownAddress = () => `looker-${crypto.randomUUID()}@example.org`;

/** Name and path of every page, in one language, with letters and signatures of its own. */
async function listPages(locale: Locale): Promise<[string, string][]> {
  const waiting = await signByPost({ email: ownAddress(), locale });
  const mine = await confirmByPost({
    email: ownAddress(),
    locale,
    fields: { partner: 'three-cities', updates: 'yes' },
  });
  const plain = await confirmByPost({ email: ownAddress(), locale, name: 'Мария Ъ. Example' });
  const refused = await signByPost({ email: ownAddress(), locale });
  await post(`/${locale}/signatures/${refused}/refusal`, { sure: 'yes' });
  const erased = await confirmByPost({ email: ownAddress(), locale });
  await post(`/${locale}/signatures/${erased}/erasure`, { sure: 'yes' });
  const own = `/${locale}/signatures`;
  return [
    ['list', `/${locale}`],
    ['list-nothing-found', `/${locale}?q=nothing-like-this`],
    ['campaign', `/${locale}/campaigns/end-mobilisation-by-decree`],
    ['petition', decreePage(locale)],
    ['petition-with-partner', `${decreePage(locale)}/with/three-cities`],
    ['updates', `${decreePage(locale)}/updates`],
    ['update', `${decreePage(locale)}/updates/1`],
    ['sent', `${decreePage(locale)}/sent`],
    ['confirmation', `${own}/${waiting}/confirmation`],
    ['refusal', `${own}/${waiting}/refusal`],
    ['refused', `${own}/${refused}/refusal`],
    ['lifted', `${own}/lifted`],
    ['my-signature', `${own}/${mine}`],
    ['my-signature-erased', `${own}/${erased}`],
    ['following', `${own}/${mine}/following?saved`],
    ['following-forgotten', `${own}/${plain}/following`],
    ['withdrawal', `${own}/${mine}/withdrawal`],
    ['erasure', `${own}/${mine}/erasure`],
    ['withdrawn', `${decreePage(locale)}/withdrawn`],
    ['spent', `${own}/nothing`],
    ['not-found', `/${locale}/nothing`],
    ...(['privacy', 'count', 'security', 'accessibility'] as const).map((topic): [string, string] => [
      `about-${topic}`,
      `/${locale}/about/${topic}`,
    ]),
  ];
}

async function takePictures(browser: Browser, locale: Locale, width: number, isDark: boolean): Promise<void> {
  const context = await browser.newContext({
    baseURL: siteUrl,
    viewport: { width, height: 900 },
    colorScheme: isDark ? 'dark' : 'light',
  });
  const page = await context.newPage();
  const shoot = (name: string) =>
    page.screenshot({
      path: join(folder ?? '', `${name}-${locale}-${width}${isDark ? '-dark' : ''}.png`),
      fullPage: true,
    });
  const pages = await listPages(locale);
  for (const [name, path] of isDark ? pages.filter(([name]) => darkOnes.includes(name)) : pages) {
    await page.goto(path);
    await shoot(name);
  }
  await page.goto(decreePage(locale));
  await page.locator('form#sign button').click();
  await shoot('petition-problems');
  await context.close();
}

const darkOnes = ['petition', 'my-signature'];

async function takeLetters(browser: Browser): Promise<void> {
  const answer = await fetch(`${mailboxUrl}/emails`, { headers: { authorization: 'Bearer re_local_mailbox' } });
  const { data } = (await answer.json()) as { data: { html: string; subject: string }[] };
  const page = await browser.newPage({ viewport: { width: 600, height: 700 } });
  for (const locale of looks) {
    const letter = data.find(({ html }) => html.includes(`lang="${locale}"`));
    if (!letter) continue;
    await page.setContent(letter.html);
    await page.screenshot({ path: join(folder ?? '', `letter-${locale}.png`), fullPage: true });
  }
}

await mkdir(folder, { recursive: true });
const executablePath = installedBrowser();
const browser = await chromium.launch({ args: quietArguments, ...(executablePath ? { executablePath } : {}) });
for (const locale of looks) for (const width of widths) await takePictures(browser, locale, width, false);
await takePictures(browser, 'en', 390, true);
await takePictures(browser, 'ar', 1280, true);
await takeLetters(browser);
await browser.close();
console.log(`The pictures of ${decreeSlug} and all other pages are in ${folder}.`);
