import { readFile } from 'node:fs/promises';
import { sql } from 'drizzle-orm';
import { closeDatabase, database } from '@/db/client.ts';
import { startEmbeddedDatabase } from '@/db/embedded.ts';
import type { Petition } from '@/lib/petition/read.ts';
import { runDirectory, siteUrl, webhookSecret } from './places.ts';
import { test as base, expect } from './visitor.ts';
import { makePetition } from './world.ts';

export interface House {
  /** Publishes a petition that no other test signs, so that its numbers are exactly this test's. */
  makePetition: typeof makePetition;
  /** Closes a petition, or puts its closing this many hours into the past. */
  closePetition(petition: Petition, hoursAgo: number): Promise<void>;
}

/**
 * For tests that need a petition of their own on the running site. They come in through the site's database,
 * because nothing on the site publishes or closes a petition yet.
 */
export const test = base.extend<object, { house: House }>({
  house: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from this pattern.
    async ({}, use) => {
      const dataDir = `${runDirectory}/site`;
      const { url } = await startEmbeddedDatabase({ dataDir });
      Object.assign(process.env, {
        APP_URL: siteUrl,
        APP_SECRET: await readFile(`${dataDir}/app-secret`, 'utf8'),
        DATABASE_URL: url,
        DATA_DIR: dataDir,
        KEY_DIR: `${dataDir}/keys`,
        RESEND_API_KEY: 're_test',
        RESEND_WEBHOOK_SECRET: webhookSecret,
        MAIL_FROM: 'Letters <letters@petitions.test>',
        LOG_LEVEL: 'silent',
        LARGE_MAIL_DOMAINS: 'example.org',
      });
      await use({ makePetition, closePetition });
      await closeDatabase();
    },
    { scope: 'worker' },
  ],
});

export { expect };

async function closePetition(petition: Petition, hoursAgo: number): Promise<void> {
  await database().execute(
    sql`update petitions set closed_at = now() - ${hoursAgo} * interval '1 hour' where id = ${petition.id}`,
  );
}
