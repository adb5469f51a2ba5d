import AxeBuilder from '@axe-core/playwright';
import { type Browser, type BrowserContextOptions, expect, type Page } from '@playwright/test';
import { eq } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { readDrafts } from '@/lib/draft/read.ts';
import type { Locale } from '@/lib/i18n/locales.ts';
import { publishVersion } from '@/lib/petition/publish.ts';
import type { Role } from '@/lib/team/rules.ts';
import { makeMember, seat } from './members.ts';
import { type Draft, draftPetition, endorse } from './petitions.ts';
import { siteUrl } from './places.ts';

/** A coalition with a campaign, two partners and one petition that has no text yet. */
export async function emptyPetition(): Promise<Draft & { coalition: string; path: string }> {
  const draft = await draftPetition();
  await database().delete(schema.petitionTexts).where(eq(schema.petitionTexts.versionId, draft.versionId));
  await database().delete(schema.petitionVersions).where(eq(schema.petitionVersions.id, draft.versionId));
  // Here coalition, campaign and petition carry one slug.
  const coalition = `/team/${draft.slug}`;
  return { ...draft, coalition, path: `${coalition}/petitions/${draft.slug}` };
}

interface Seat {
  readonly coalitionId: string;
  readonly role: Role;
  readonly name?: string;
  readonly language?: Locale;
}

/** A member at a browser of their own, signed in. */
export async function openAs(browser: Browser, wish: Seat, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: siteUrl, ...options });
  await seat(context, await makeMember(wish));
  return context.newPage();
}

/** Publishes what is drafted now, endorsed by all partners. */
export async function publishDrafts({ partnerIds, petitionId }: Draft): Promise<void> {
  const { texts } = await readDrafts(petitionId);
  const [version] = await database().insert(schema.petitionVersions).values({ petitionId, version: 1 }).returning();
  const versionId = version?.id ?? '';
  await database()
    .insert(schema.petitionTexts)
    .values(texts.map((text) => ({ versionId, ...text })));
  await endorse(versionId, partnerIds);
  expect(await publishVersion(versionId, 'command', await currentTime())).toBe('published');
}

/** What a page of the panel keeps at any width, in any language. */
export async function seeSoundPage(page: Page): Promise<void> {
  await expect(page.locator('h1')).toHaveCount(1);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).exclude('option').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
}
