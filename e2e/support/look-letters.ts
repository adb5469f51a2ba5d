import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import type { Locale } from '@/lib/i18n/locales.ts';
import { type Sample, sampleLetters, writeSample } from '@/lib/mail/samples.ts';
import { installedBrowser, quietArguments } from './browser.ts';

/**
 * Takes a picture of every letter, for eyes: every kind and wording in five languages, 360 and 600 pixels wide, in
 * the light and in the dark, and its text beside them: `node --import tsx e2e/support/look-letters.ts folder [part of
 * a name]`. Needs no site and no database. Not part of the tests.
 */
const [, , folder, wanted = ''] = process.argv;
if (!folder) throw new Error('Say into which folder the pictures go.');

const widths = [360, 600];
const schemes = ['light', 'dark'] as const;

async function takePictures(browser: Browser, into: string, sample: Sample, language: Locale): Promise<string[]> {
  const written = await writeSample(sample, language, 'https://petitions.example');
  const name = `${sample.name}-${language}`;
  await writeFile(join(into, `${name}.txt`), `${written.subject}\n\n${written.text}\n`);
  const pictures: string[] = [];
  for (const colorScheme of schemes) {
    const context = await browser.newContext({ colorScheme, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.setContent(written.html);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 400 });
      const file = `${name}-${width}-${colorScheme}.png`;
      await page.screenshot({ path: join(into, file), fullPage: true });
      pictures.push(file);
    }
    await context.close();
  }
  return pictures;
}

await mkdir(folder, { recursive: true });
const executablePath = installedBrowser();
const browser = await chromium.launch({ args: quietArguments, ...(executablePath ? { executablePath } : {}) });
const chosen = sampleLetters.filter(({ language, sample }) => `${sample.name}-${language}`.includes(wanted));
let taken = 0;
for (const { language, sample } of chosen) taken += (await takePictures(browser, folder, sample, language)).length;
await browser.close();
console.log(`${taken} pictures of ${chosen.length} letters, and their texts, are in ${folder}.`);
