import type { Locale } from '@/lib/i18n/locales.ts';
import { words } from '@/lib/i18n/words.ts';
import { letterTo } from '../support/mailbox.ts';
import { confirmByLetter, decreePage, pressSign, seeHeading, signOnPage } from '../support/signer.ts';
import { expect, test } from '../support/visitor.ts';
import { newAddress } from '../support/world.ts';

const readers: { locale: Locale; direction: string; picker: string; title: string }[] = [
  { locale: 'ar', direction: 'rtl', picker: 'العربية', title: 'مرسوم' },
  { locale: 'ru', direction: 'ltr', picker: 'Русский', title: 'указ' },
];

for (const { direction, locale, picker, title } of readers) {
  test(`the whole way of a signature is there in ${locale}, letter included`, async ({ page }) => {
    const email = newAddress();
    const say = words(locale);
    const seeLanguage = async () => {
      await expect(page.locator('html')).toHaveAttribute('lang', locale);
      await expect(page.locator('html')).toHaveAttribute('dir', direction);
    };
    await page.goto(decreePage());
    await page.getByRole('link', { name: picker }).click();
    await expect(page).toHaveURL(decreePage(locale));
    await expect(page.getByRole('heading', { level: 1 })).toContainText(new RegExp(title, 'i'));
    await seeLanguage();

    await pressSign(page, locale);
    await seeLanguage();
    await expect(page.getByRole('alert').getByRole('link', { name: say('signature.name.missing') })).toBeVisible();

    await signOnPage(page, { email, locale, name: 'Мария Иванова' });
    await seeLanguage();
    const letter = await letterTo(email);
    expect(letter.subject).toBe(say('letter.subject.confirm-signature'));
    expect(letter.html).toMatch(new RegExp(`<html[^>]*dir="${direction}"[^>]*lang="${locale}"`));
    // Its lines end where a text-only program's do.
    expect(letter.text.replaceAll('\n', ' ')).toContain(say('letter.confirm.lead.plain'));

    await confirmByLetter(page, email, locale);
    await seeLanguage();
    await page.getByRole('link', { name: say('mine.withdraw') }).click();
    await page.getByLabel(say('withdrawal.box')).check();
    await page.getByRole('button', { name: say('withdrawal.submit') }).click();
    await seeHeading(page, say('withdrawn.title'));
    await seeLanguage();
  });
}

test('an email address runs from left to right on an Arabic page', async ({ page }) => {
  await page.goto(decreePage('ar'));
  await expect(page.getByLabel(words('ar')('signature.email'))).toHaveAttribute('dir', 'ltr');
});

test.describe('with a browser that prefers Arabic', () => {
  test.use({ locale: 'ar-EG' });

  test('the bare address leads to the list in Arabic', async ({ page }) => {
    await page.goto('/');
    await expect(page).toHaveURL('/ar');
    await seeHeading(page, words('ar')('home.title'));
  });
});
