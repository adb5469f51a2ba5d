import type { Page } from '@playwright/test';
import { lettersTo, letterTo } from '../support/mailbox.ts';
import { decreePage, fillForm, pressSign, seeHeading } from '../support/signer.ts';
import { expect, test } from '../support/visitor.ts';
import { newAddress } from '../support/world.ts';

/** The summary has the focus, says this, and leads to the field, which says the same. */
async function seeProblem(page: Page, field: string, problem: string): Promise<void> {
  await expect(page).toHaveTitle(/^Error: /);
  const summary = page.getByRole('alert');
  await expect(summary).toBeFocused();
  const input = page.getByLabel(field, { exact: true });
  await expect(input).toHaveAttribute('aria-invalid', 'true');
  await expect(input).toHaveAccessibleDescription(new RegExp(problem.replace(/[.+?@()]/g, '\\$&')));
  await summary.getByRole('link', { name: problem }).click();
  await expect(input).toBeFocused();
}

/** Sends the mended form; exactly one letter proves that nothing was sent before. */
async function mendAndSign(page: Page, email: string): Promise<void> {
  await fillForm(page, { email });
  await pressSign(page);
  await seeHeading(page, 'Look in your inbox');
  await letterTo(email);
  expect(await lettersTo(email)).toHaveLength(1);
}

test.beforeEach(async ({ page }) => {
  await page.goto(decreePage());
});

test('an empty form comes back with what is to be entered', async ({ page }) => {
  await pressSign(page);
  await expect(page.getByRole('alert').getByRole('link')).toHaveText(['Enter your name', 'Enter your email address']);
  await seeProblem(page, 'Name', 'Enter your name');
  await mendAndSign(page, newAddress());
});

test('a wrong address comes back with everything else kept', async ({ page }) => {
  await fillForm(page, { name: 'Zoë O’Brien-Łukasz', email: 'zoë at example' });
  await page.getByLabel('Country (optional)').selectOption({ label: 'Germany' });
  await page.getByLabel('Deliver my name to the addressee').check();
  await page.getByLabel('Write to me about this petition').check();
  await pressSign(page);
  await seeProblem(
    page,
    'Email address',
    'Email address must look like name@example.org, in Latin letters before the @',
  );
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Zoë O’Brien-Łukasz');
  await expect(page.getByLabel('Email address')).toHaveValue('zoë at example');
  await expect(page.getByLabel('Country (optional)')).toHaveValue('DE');
  await expect(page.getByLabel('Deliver my name to the addressee')).toBeChecked();
  await expect(page.getByLabel('Write to me about this petition')).toBeChecked();
  await mendAndSign(page, newAddress());
});

const names: [string, string, string][] = [
  ['a name of 10 kB', 'n'.repeat(10_000), 'Name must be 100 characters or fewer'],
  ['a name with a control character', 'Ada\u0007 Lovelace', 'Name must not contain invisible or control characters'],
  ['a name that runs backwards', 'Ada \u202Eecalevol', 'Name must not contain invisible or control characters'],
];

for (const [what, name, problem] of names) {
  test(`${what} comes back as it was typed, and nothing is sent`, async ({ page }) => {
    const email = newAddress();
    await fillForm(page, { email, name });
    await pressSign(page);
    await seeProblem(page, 'Name', problem);
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue(name);
    await expect(page.getByLabel('Email address')).toHaveValue(email);
    await mendAndSign(page, email);
  });
}

test('an address that is too long is told so', async ({ page }) => {
  await fillForm(page, {
    email: `${'a'.repeat(60)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.org`,
  });
  await pressSign(page);
  await seeProblem(page, 'Email address', 'Email address must be 254 characters or fewer');
});

test('names of any script are taken as they are', async ({ page }) => {
  const email = newAddress();
  await fillForm(page, { email, name: 'Ангелина Д’Артаньян-Щукина 李小龍 عبد الله' });
  await pressSign(page);
  await seeHeading(page, 'Look in your inbox');
});
