import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';

const PORTION = 500;

/**
 * Earlier states of drafts are kept for twelve months, like the audit of who wrote them: they hold what was thought of
 * and not said. The draft itself and every published text stay. Answers how many; call again until it is 0.
 */
export async function forgetOldDrafts(): Promise<number> {
  const rows = await database().execute(sql`
    delete from draft_saves where id in (
      select id from draft_saves where saved_at < now() - interval '12 months' order by saved_at limit ${PORTION}
    ) returning 1`);
  return rows.length;
}
