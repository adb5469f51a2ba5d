import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';

/** An answered invitation has nothing more to say, nor has one that ran out a week ago. Answers how many are gone. */
export async function purgeInvitations(): Promise<number> {
  const rows = await database().execute(sql`
    delete from invitations where accepted_at is not null or ended_at is not null
      or expires_at < now() - interval '7 days' returning 1`);
  return rows.length;
}
