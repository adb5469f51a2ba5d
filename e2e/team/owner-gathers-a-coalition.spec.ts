import { randomBytes } from 'node:crypto';
import type { Browser, Page } from '@playwright/test';
import sharp from 'sharp';
import { makeCoalition, makeFounder, makePartner, type OwnCoalition } from '../support/coalitions.ts';
import { type Letter, letterTo, linksIn } from '../support/mailbox.ts';
import { seat } from '../support/members.ts';
import { expect, test } from '../support/own-petition.ts';
import { seeSoundPage } from '../support/panel-visitor.ts';

const newAddress = () => `partner-${randomBytes(5).toString('hex')}@example.org`;
const at = (coalition: OwnCoalition, place = '') => `/team/${coalition.slug}${place}`;
const widths = [1280, 360];

/** Opens the letter's link as somebody who has never been here. */
async function openInvitation(browser: Browser, letter: Letter): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await page.goto(linksIn(letter).find((link) => link.includes('/sign-in/invitations/')) ?? '');
  return page;
}

async function join(browser: Browser, letter: Letter, name: string): Promise<void> {
  const page = await openInvitation(browser, letter);
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('button', { name: 'Accept' }).click();
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('You are invited');
  await page.context().close();
}

async function decline(browser: Browser, letter: Letter): Promise<void> {
  const page = await openInvitation(browser, letter);
  await page.locator('summary').click();
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Decline' }).click();
  await page.waitForURL(/declined/);
  await page.context().close();
}

async function invite(page: Page, coalition: OwnCoalition, name: string): Promise<string> {
  const address = newAddress();
  await page.goto(at(coalition, '/partners'));
  const form = page.locator('details', { has: page.getByText('Invite a partner') });
  if ((await form.getAttribute('open')) === null) await page.getByText('Invite a partner').click();
  await page.getByLabel('Name (English)').fill(name);
  await page.getByLabel('Email address').fill(address);
  await page.getByRole('button', { name: 'Send the invitation' }).click();
  await expect(page.getByRole('status')).toContainText('The partner is invited');
  return address;
}

for (const width of widths) {
  test.describe(`at ${width} pixels`, () => {
    test.use({ viewport: { width, height: 800 } });

    test('an owner invites partners by letter; two join, one declines, and the states say so', async ({
      browser,
      context,
      house,
      page,
    }) => {
      expect(house).toBeTruthy();
      const coalition = await makeCoalition();
      await seat(context, coalition.owner);
      await page.goto(at(coalition, '/partners'));
      await expect(page.getByText('There is no partner yet')).toBeVisible();
      await seeSoundPage(page);
      const first = await invite(page, coalition, 'Three Cities');
      const second = await invite(page, coalition, 'Five Parishes');
      const third = await invite(page, coalition, 'Night Shift');
      const item = (name: string) => page.getByRole('listitem').filter({ hasText: name });
      await expect(item('Three Cities')).toContainText('invited');
      await join(browser, await letterTo(first), 'Anna');
      await join(browser, await letterTo(second), 'Boris');
      await decline(browser, await letterTo(third));
      await page.reload();
      await expect(item('Three Cities')).toContainText('joined');
      await expect(item('Five Parishes')).toContainText('joined');
      await expect(item('Night Shift')).toContainText('declined');
      await expect(page.getByText('No partner has the lead')).toBeVisible();
      await seeSoundPage(page);

      await page.getByRole('link', { name: 'Night Shift' }).click();
      await page.getByRole('link', { name: 'Take it off the list' }).click();
      await page.getByRole('button', { name: 'Take it off the list' }).click();
      await expect(page.getByRole('status')).toContainText('off the list');
      await expect(item('Night Shift')).toHaveCount(0);
    });

    test('the lead goes to another partner, and the one before may leave then', async ({ context, house, page }) => {
      expect(house).toBeTruthy();
      const coalition = await makeCoalition();
      await makePartner(coalition.id, { slug: 'first', isLead: true });
      await makePartner(coalition.id, { slug: 'second' });
      await seat(context, coalition.owner);
      await page.goto(at(coalition, '/partners/first/leaving'));
      await expect(page.getByRole('main')).toContainText('cannot leave while it has');
      await page.goto(at(coalition, '/partners/second'));
      await seeSoundPage(page);
      await page.getByRole('link', { name: 'Give it the lead' }).click();
      await page.getByRole('button', { name: 'Give it the lead' }).click();
      await expect(page.getByRole('status')).toContainText('has the lead now');
      await page.goto(at(coalition, '/partners/first'));
      await page.getByRole('link', { name: 'Remove this partner' }).click();
      await expect(page.getByRole('main')).toContainText('its signatures stay counted, its page closes');
      await seeSoundPage(page);
      await page.getByRole('button', { name: 'Remove this partner' }).click();
      await expect(page.getByRole('status')).toContainText('The partner has left');
      await expect(page.getByRole('listitem').filter({ hasText: 'Partner first' })).toContainText('left');
    });

    test('what is wrong with an invitation is told at its field, and what was typed stays', async ({
      context,
      house,
      page,
    }) => {
      expect(house).toBeTruthy();
      const coalition = await makeCoalition();
      await seat(context, coalition.owner);
      await page.goto(at(coalition, '/partners'));
      await page.getByLabel('Name (English)').fill('日本');
      await page.getByLabel('Email address').fill('nobody');
      await page.getByRole('button', { name: 'Send the invitation' }).click();
      await expect(page).toHaveTitle(/^Error: /);
      await expect(page.getByRole('alert').getByRole('link')).toHaveText([
        /Enter a web address/,
        /must look like name@example.org/,
      ]);
      await expect(page.getByLabel('Name (English)')).toHaveValue('日本');
      await seeSoundPage(page);
    });

    test('the last owner can neither leave nor give up the role', async ({ context, house, page }) => {
      expect(house).toBeTruthy();
      const coalition = await makeCoalition();
      await seat(context, coalition.owner);
      await page.goto(at(coalition, '/members'));
      await seeSoundPage(page);
      await page.getByRole('link', { name: 'Leave the coalition' }).click();
      await seeSoundPage(page);
      await page.getByRole('button', { name: 'Leave the coalition' }).click();
      await expect(page.getByRole('main')).toContainText('This is the last owner');
      await page.goto(at(coalition, '/members'));
      await page.getByRole('link', { name: 'Change the role of An owner' }).click();
      await page.getByLabel('Role', { exact: true }).selectOption({ label: 'Editor' });
      await page.getByRole('button', { name: 'Change the role' }).click();
      await expect(page.getByRole('alert')).toContainText('Make somebody else an owner first');
      await seeSoundPage(page);
    });

    test('a colleague is invited by letter, and the invitation taken back', async ({ context, house, page }) => {
      expect(house).toBeTruthy();
      const coalition = await makeCoalition();
      await seat(context, coalition.owner);
      const address = newAddress();
      await page.goto(at(coalition, '/members'));
      await page.getByLabel('Email address').fill(address);
      await page.getByRole('button', { name: 'Send the invitation' }).click();
      await expect(page.getByRole('alert')).toContainText('Choose a role');
      await expect(page.getByLabel('Email address')).toHaveValue(address);
      await page.getByLabel('Role', { exact: true }).selectOption({ label: 'Translator' });
      await page.getByRole('button', { name: 'Send the invitation' }).click();
      await expect(page.getByRole('status')).toContainText('on its way');
      await letterTo(address);
      await seeSoundPage(page);
      await page.getByRole('button', { name: `Take back the invitation to ${address}` }).click();
      await expect(page.getByRole('status')).toContainText('opens nothing any more');
      await expect(page.getByText('Nobody is invited at the moment')).toBeVisible();
    });

    test('who may found a coalition is led to it, and on to its first steps', async ({ context, house, page }) => {
      expect(house).toBeTruthy();
      await seat(context, (await makeFounder()).owner);
      await page.goto('/team');
      await page.getByRole('link', { name: 'Found a coalition' }).click();
      await seeSoundPage(page);
      await page.getByRole('button', { name: 'Found the coalition' }).click();
      await expect(page.getByRole('alert')).toContainText('Enter a name in at least one language');
      const name = `Sixteen ${newAddress().slice(8, 18)}`;
      await page.getByLabel('Name (English)').fill(name);
      await page.getByRole('button', { name: 'Found the coalition' }).click();
      await expect(page.getByRole('status')).toContainText('The coalition is founded');
      await seeSoundPage(page);
      await page.getByLabel('Description (English)').fill('Sixteen groups.');
      await page.getByRole('button', { name: 'Save' }).click();
      await expect(page.getByRole('status')).toContainText('Saved');
      await page.goto('/team');
      await expect(page.getByRole('link', { name })).toBeVisible();
    });

    test('a logo is drawn anew and removed; an SVG drawing is refused', async ({ context, house, page }) => {
      expect(house).toBeTruthy();
      const coalition = await makeCoalition();
      await seat(context, coalition.owner);
      await page.goto(at(coalition, '/logo'));
      const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
      await page.getByLabel('Picture').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: svg });
      await page.getByRole('button', { name: 'Upload' }).click();
      await expect(page.getByRole('alert')).toContainText('SVG drawings');
      await seeSoundPage(page);
      const large = { name: 'large.png', mimeType: 'image/png', buffer: Buffer.alloc(6 * 1024 * 1024, 1) };
      await page.getByLabel('Picture').setInputFiles(large);
      await page.getByRole('button', { name: 'Upload' }).click();
      await expect(page.getByRole('alert')).toContainText('5 MB or smaller');
      const photo = await sharp({ create: { width: 500, height: 400, channels: 3, background: '#1f4d3a' } })
        .jpeg()
        .toBuffer();
      await page.getByLabel('Picture').setInputFiles({ name: 'logo.jpg', mimeType: 'image/jpeg', buffer: photo });
      await page.getByRole('button', { name: 'Upload' }).click();
      await expect(page.getByRole('status')).toContainText('The logo is saved');
      const picture = page.getByRole('img', { name: 'The logo as it is now' });
      await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(256);
      const hidden = await page.request.get(`/coalitions/${coalition.slug}/logo.png`);
      expect(hidden.status()).toBe(404);
      await seeSoundPage(page);
      await page.getByRole('button', { name: 'Remove the logo' }).click();
      await expect(page.getByText('There is no logo yet')).toBeVisible();
    });
  });
}
