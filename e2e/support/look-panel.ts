import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { sql } from 'drizzle-orm';
import { closeDatabase, database } from '@/db/client.ts';
import { startEmbeddedDatabase } from '@/db/embedded.ts';
import { decree } from '@/db/seed/decree.ts';
import { recordAudit } from '@/lib/audit.ts';
import { currentTime } from '@/lib/clock.ts';
import type { Locale } from '@/lib/i18n/locales.ts';
import { type Rule, rules } from '@/lib/team/rules.ts';
import { installedBrowser, quietArguments } from './browser.ts';
import { seat } from './members.ts';
import { fillPath, makeExport, makePanel, type Panel, plantDeaths } from './panel.ts';
import { siteUrl } from './places.ts';

/**
 * Takes a picture of every page of the panel, for eyes: start the demo with a DATA_DIR, then
 * `DATA_DIR=… TEST_PORT=3000 node --import tsx e2e/support/look-panel.ts folder [part of a path]`. Not part of the tests.
 */
const [, , folder, wanted = ''] = process.argv;
if (!folder) throw new Error('Say into which folder the pictures go.');

const looks: readonly Locale[] = ['en', 'ru', 'ar'];
const widths = [360, 1280];

async function openDemo(): Promise<void> {
  const dataDir = resolve(process.env.DATA_DIR ?? '.data');
  const { url } = await startEmbeddedDatabase({ dataDir });
  Object.assign(process.env, {
    APP_URL: siteUrl,
    APP_SECRET: await readFile(join(dataDir, 'app-secret'), 'utf8'),
    DATABASE_URL: url,
    DATA_DIR: dataDir,
    KEY_DIR: join(dataDir, 'keys'),
    RESEND_API_KEY: 're_test',
    MAIL_FROM: 'Letters <letters@petitions.test>',
    LOG_LEVEL: 'silent',
  });
}

/** Name, path and reader of every page: those of a made panel, and the seed's petition with its sixteen partners. */
async function listPages(panel: Panel): Promise<[name: string, path: string, as: 'owner' | 'partner'][]> {
  const list = `/team/${panel.slug}/petitions/${panel.slug}/exports`;
  const [waiting, ready, going, taken] = await Promise.all([
    makeExport(panel, { by: panel.secondOwner, kind: 'followers', people: 4_021 }),
    makeExport(panel, { by: panel.members.owner, kind: 'delivery', people: 63 }),
    makeExport(panel, { by: panel.members.owner, kind: 'followers', people: 99 }),
    makeExport(panel, { by: panel.members.owner, kind: 'daily-numbers', people: 0 }),
  ]);
  await database().execute(sql`update exports set begun_at = now(), rows_sent = 41 where id = ${going}`);
  await database().execute(sql`update exports set finished_at = now(), rows_sent = 212 where id = ${taken}`);
  await writeAudit(panel, waiting);
  await plantDeaths(panel);
  const ruled = (Object.entries(rules) as [string, Rule][]).filter(
    ([route, { GET }]) => GET && !/\/(logo|picture|qr|file|card)$/.test(route),
  );
  const pages = await Promise.all(
    ruled.map(async ([route, { GET = [] }]) => {
      const as = GET.includes('owner') ? ('owner' as const) : ('partner' as const);
      const name = route.replace('/team/[coalition]', 'coalition').replaceAll(/[[\]]/g, '').replaceAll('/', '-');
      return [name, await fillPath(route, panel, panel.members[as]), as] as [string, string, 'owner' | 'partner'];
    }),
  );
  return [
    ['coalitions', '/team', 'owner'],
    ['account', '/team/account', 'owner'],
    ['account-audit', '/team/account/audit', 'owner'],
    ...pages,
    ['exports-partner', list, 'partner'],
    ['export-waits', `${list}/${waiting}`, 'owner'],
    ['export-to-decide', `${list}/${waiting}/approval`, 'owner'],
    ['export-ready', `${list}/${ready}`, 'owner'],
    ['export-going', `${list}/${going}`, 'owner'],
    ['export-taken', `${list}/${taken}`, 'owner'],
    ['audit-nothing', `/team/${panel.slug}/audit?to=2001-01-01`, 'owner'],
    ['not-found', `/team/${panel.slug}/nothing`, 'owner'],
  ];
}

/** Enough records for a page of the audit to look like one. */
async function writeAudit(panel: Panel, list: string): Promise<void> {
  const { coalitionId, members, partnerIds, petitionId, secondOwner } = panel;
  const now = await currentTime();
  const petition = { petition: petitionId };
  const acts = [
    [members.owner.accountId, 'partner-invited', { partner: partnerIds[1] ?? '' }],
    [members.editor.accountId, 'text-offered', { ...petition, version: 2 }],
    [members.partner.accountId, 'text-endorsed', { ...petition, version: 2, partner: partnerIds[0] ?? '' }],
    [members.owner.accountId, 'publication-scheduled', { ...petition, version: 2, at: now.toISOString() }],
    ['worker', 'publication-missed', { ...petition, version: 2, because: 'too-few-endorsements' }],
    [members.moderator.accountId, 'invalidation-finished', { ...petition, reason: 'bot', signatures: 1_204 }],
    [members.owner.accountId, 'role-changed', { person: members.editor.accountId, was: 'editor', role: 'analyst' }],
    [secondOwner.accountId, 'export-asked', { ...petition, kind: 'followers', people: 4_021, export: list }],
    [members.moderator.accountId, 'signing-paused', {}],
  ] as const;
  await database().transaction(async (tx) => {
    for (const [actor, act, subject] of acts) await recordAudit(tx, { actor, act, subject, coalitionId }, now);
    await recordAudit(
      tx,
      { actor: members.owner.accountId, act: 'second-factor-set', subject: { factor: 'codes' } },
      now,
    );
  });
}

async function takePictures(browser: Browser, locale: Locale, isDark = false): Promise<void> {
  const panel = await makePanel(locale);
  await database().execute(
    sql`update coalitions set name = ${JSON.stringify(decree.coalition.name)}::jsonb where id = ${panel.coalitionId}`,
  );
  const pages = (await listPages(panel)).filter(([, path]) => path.includes(wanted));
  for (const as of ['owner', 'partner'] as const) {
    const context = await browser.newContext({ baseURL: siteUrl, colorScheme: isDark ? 'dark' : 'light' });
    await seat(context, panel.members[as]);
    const page = await context.newPage();
    for (const [name, path] of pages.filter((one) => one[2] === as)) {
      const answer = await page.goto(path);
      if (answer?.status() === 404 && name !== 'not-found') continue;
      for (const width of isDark ? [1280] : widths) {
        await page.setViewportSize({ width, height: 900 });
        const file = `${name}-${locale}-${width}${isDark ? '-dark' : ''}.png`;
        await page.screenshot({ path: join(folder ?? '', file), fullPage: true });
      }
    }
    await context.close();
  }
}

await mkdir(folder, { recursive: true });
await openDemo();
const executablePath = installedBrowser();
const browser = await chromium.launch({ args: quietArguments, ...(executablePath ? { executablePath } : {}) });
for (const locale of looks) await takePictures(browser, locale);
await takePictures(browser, 'en', true);
await browser.close();
await closeDatabase();
console.log(`The pictures are in ${folder}.`);
process.exit(0);
