import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { currentTime } from '@/db/clock.ts';
import { inviteMember } from '@/lib/team/invitations.ts';
import type { Role } from '@/lib/team/rules.ts';
import { newMailbox } from './invitations.ts';
import { letterTo, linksIn } from './mailbox.ts';
import { expect } from './own-petition.ts';
import { siteUrl } from './places.ts';

/** Invites somebody the way an owner does; their address, and the path in the letter that reached it. */
export async function inviteByLetter(coalitionId: string, role: Role, partnerId: string | null = null) {
  const mailbox = newMailbox();
  const wish = { coalitionId, role, partnerId, typedAddress: mailbox, language: 'en', invitedBy: null } as const;
  await inviteMember(wish, await currentTime());
  return { mailbox, path: await panelLinkIn(mailbox, 'invitations') };
}

/** The path of a panel letter's link; the first letter to the address, or the second, third … */
export async function panelLinkIn(mailbox: string, noun: 'invitations' | 'links', which = 1): Promise<string> {
  const letter = await letterTo(mailbox, which);
  const link = linksIn(letter).find((href) => href.startsWith(`${siteUrl}/sign-in/${noun}/`));
  if (!link) throw new Error(`The letter "${letter.subject}" has no such link.`);
  return link.slice(siteUrl.length);
}

/** Asks for a link and opens it, up to the second factor. */
export async function showFirstFactor(page: Page, mailbox: string, which: number): Promise<void> {
  await page.getByLabel('Email address').fill(mailbox);
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await seeTitle(page, 'Look in your inbox');
  await page.goto(await panelLinkIn(mailbox, 'links', which));
  await page.getByRole('button', { name: 'Go on' }).click();
}

export const seeTitle = (page: Page, name: string) =>
  expect(page.getByRole('heading', { level: 1, name })).toBeVisible();

/** What every page of the panel keeps: no axe finding, and no sideways scrolling on a telephone. */
export async function seeSoundPage(page: Page): Promise<void> {
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  const before = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  if (before) await page.setViewportSize(before);
}
