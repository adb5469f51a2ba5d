import { expect, type Page } from '@playwright/test';
import { decree } from '@/db/seed/decree.ts';
import type { Locale } from '@/lib/i18n/locales.ts';
import { words } from '@/lib/i18n/words.ts';
import { petitionPath } from '@/lib/urls.ts';
import { letterTo, linkIn, tokenIn } from './mailbox.ts';
import { siteUrl } from './places.ts';
import { fromSource } from './sources.ts';

/** The petition that the demo plants. */
export const decreeSlug = decree.petition.slug;

export const decreePage = (locale: Locale = 'en'): string => petitionPath(locale, decreeSlug);

interface FormWish {
  readonly email: string;
  readonly name?: string;
  readonly locale?: Locale;
}

/** Types into the form on the open petition page, asked for by its labels. */
export async function fillForm(page: Page, { email, locale = 'en', name = 'Test Signer' }: FormWish): Promise<void> {
  const say = words(locale);
  await page.getByLabel(say('signature.name'), { exact: true }).fill(name);
  await page.getByLabel(say('signature.email'), { exact: true }).fill(email);
}

export const pressSign = (page: Page, locale: Locale = 'en'): Promise<void> =>
  page.getByRole('button', { name: words(locale)('signature.submit'), exact: true }).click();

/** Fills the form of the open page, sends it and sees where to look next. */
export async function signOnPage(page: Page, wish: FormWish): Promise<void> {
  await fillForm(page, wish);
  await pressSign(page, wish.locale);
  await seeHeading(page, words(wish.locale ?? 'en')('sent.title'));
}

/** Opens the letter, follows its link, ticks the box and confirms; ends on the signer's own page. */
export async function confirmByLetter(page: Page, address: string, locale: Locale = 'en'): Promise<void> {
  const say = words(locale);
  await page.goto(linkIn(await letterTo(address), 'confirmation'));
  await seeHeading(page, say('confirmation.title'));
  await page.getByLabel(say('confirmation.box')).check();
  await page.getByRole('button', { name: say('confirmation.submit') }).click();
  await seeHeading(page, say('mine.title'));
}

export const seeHeading = (page: Page, name: string): Promise<void> =>
  expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();

/** Reloads the petition until it shows this many signatures: the number follows within a second or two. */
export async function seeCount(page: Page, path: string, count: number): Promise<void> {
  await expect(async () => {
    await page.goto(path);
    await expect(countOn(page, count)).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 10_000 });
}

export const countOn = (page: Page, count: number) =>
  page.getByText(new RegExp(`^${count} confirmed signatures?$`)).describe(`the count of ${count}`);

/** Posts a form of our own the way a browser does, without one. */
export const post = (path: string, fields: Record<string, string>): Promise<Response> =>
  fetch(siteUrl + path, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { origin: siteUrl, ...fromSource() },
    redirect: 'manual',
  });

interface PostWish extends FormWish {
  readonly slug?: string;
  readonly fields?: Record<string, string>;
}

/** For tests that begin after the form: signs without a browser and answers the letter's token. */
export async function signByPost({ email, fields, locale = 'en', name = 'Test Signer', slug = decreeSlug }: PostWish) {
  const answer = await post(`${petitionPath(locale, slug)}/signatures`, { name, email, ...fields });
  expect(answer.status).toBe(303);
  return tokenIn(await letterTo(email));
}

/** The ticket of a page that asks for a confirmation; empty where it does not ask. */
export async function ticketOn(path: string): Promise<string> {
  const page = await fetch(siteUrl + path, { headers: fromSource(), redirect: 'manual' });
  return /name="ticket" value="([^"]+)"/.exec(await page.text())?.[1] ?? '';
}

/** For tests that begin after the confirmation: answers the token of a signature that counts. */
export async function confirmByPost(wish: PostWish): Promise<string> {
  const token = await signByPost(wish);
  const path = `/${wish.locale ?? 'en'}/signatures/${token}/confirmation`;
  const answer = await post(path, { sure: 'yes', ticket: await ticketOn(path) });
  expect(answer.status).toBe(303);
  return token;
}
