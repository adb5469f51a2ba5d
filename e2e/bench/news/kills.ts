import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { taken } from '@/e2e/support/provider.ts';
import { sendingOf } from '@/e2e/support/sendings.ts';
import { readOutbox } from '@/lib/mail/queue.ts';
import type { Row } from '../letters/rows.ts';
import { bundleSender, keepSenders, type Sender } from '../letters/senders.ts';
import { keepWorld, letLeasesRunOut } from '../letters/world.ts';
import { plantNews } from './blast.ts';

interface Wish {
  readonly followers: number;
  readonly kills: number;
}

/**
 * EM-10: the worker is killed again and again while an update goes out: at calls to the provider, before and after it
 * has the letters, and at moments of no choice, most of them within a page. What it held comes free as after its lease.
 */
export const measureNewsKills = ({ followers, kills }: Wish): Promise<Row> =>
  keepWorld({ rate: 1_000 }, async ({ folder, provider }) => {
    const updateId = await plantNews(followers, 'private');
    const workers = keepSenders(await bundleSender(folder, join(import.meta.dirname, 'worker.ts')), 3);
    let worker: Sender | null = await workers.next();
    let [killed, atPages] = [0, 0];
    const killNow = () => {
      if (killed >= kills || !worker) return;
      killed += 1;
      worker.kill();
      worker = null;
      void letLeasesRunOut().then(async () => {
        worker = await workers.next();
      });
    };
    let sinceKill = 0;
    provider.always(() => {
      sinceKill += 1;
      const isDue = sinceKill * kills * 100 >= followers * 0.6;
      if (!isDue || killed >= kills || killed % 3 === 2) return taken;
      sinceKill = 0;
      killNow();
      return killed % 3 === 1 ? 'connection reset' : 'taken, then reset';
    });
    for (let place = ''; ; ) {
      const sending = await sendingOf(updateId);
      if (sending.endedAt) break;
      const now = sending.cursor?.toString('hex') ?? '';
      // Every third kill comes right after a page, while the next one is being written.
      if (now !== place && killed % 3 === 2 && worker && killed < kills) {
        place = now;
        atPages += 1;
        setTimeout(killNow, 15);
      }
      await database().execute(sql`update letter_batches set next_try_at = now() where leased_until is null`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    (worker as Sender | null)?.kill();
    await workers.end();
    const { dead, handedOver, written } = await sendingOf(updateId);
    const { waiting } = await readOutbox();
    const people = new Set(provider.delivered);
    const agrees = [written, handedOver, people.size, provider.delivered.length].every((count) => count === followers);
    return {
      what: `${killed} kills of the worker, ${atPages} of them within a page, while an update goes to ${followers}`,
      came:
        `journal: ${provider.delivered.length} letters to ${people.size} people in ${provider.calls.length} calls; ` +
        `outbox: ${written} written, ${handedOver} handed over, ${dead} dead, ${waiting} left`,
      holds: agrees && killed === kills && dead + waiting === 0,
    };
  });
