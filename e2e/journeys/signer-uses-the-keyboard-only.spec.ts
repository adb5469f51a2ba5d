import type { Page } from '@playwright/test';
import { letterTo, linkIn } from '../support/mailbox.ts';
import { decreePage, seeHeading } from '../support/signer.ts';
import { expect, test } from '../support/visitor.ts';
import { newAddress } from '../support/world.ts';

/** Presses Tab until the field has the focus; a page that needs more than this many is a burden. */
async function tabTo(page: Page, label: string, patience = 40): Promise<void> {
  const field = page.getByLabel(label, { exact: true });
  for (let presses = 0; presses < patience; presses += 1) {
    await page.keyboard.press('Tab');
    if (await field.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${patience} presses of Tab did not reach “${label}”.`);
}

test('a signature needs no mouse', async ({ page }) => {
  const email = newAddress();
  await page.goto(decreePage());
  await tabTo(page, 'Name');
  await page.keyboard.type('Key Board');
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Email address')).toBeFocused();
  await page.keyboard.type(email);
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Country (optional)')).toBeFocused();
  await page.keyboard.type('Georgia');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(page.getByLabel('Deliver my name to the addressee')).toBeChecked();
  await expect(page.getByLabel('Country (optional)')).toHaveValue('GE');
  await page.getByLabel('Email address').focus();
  await page.keyboard.press('Enter');
  await seeHeading(page, 'Look in your inbox');

  await page.goto(linkIn(await letterTo(email), 'confirmation'));
  await tabTo(page, 'Yes, I want to sign');
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Confirm my signature' })).toBeFocused();
  await page.keyboard.press('Enter');
  await seeHeading(page, 'Your signature counts');
  await expect(page.getByLabel('Deliver my name to the addressee')).toBeChecked();
});

test('the first stop is a link that skips to the content', async ({ page }) => {
  await page.goto(decreePage());
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the content' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#main$/);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('main').getByRole('link').first()).toBeFocused();
});

test('after a mistake the summary comes first and leads to the field', async ({ page }) => {
  await page.goto(decreePage());
  await tabTo(page, 'Name');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Email address')).toBeFocused();
});
