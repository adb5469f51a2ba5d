import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import type { Share } from './kinds.ts';

/** Which consent puts somebody on the list: a partner writes to those who allowed just that, and came through it. */
export const consentOf = ({ kind, partnerId }: Share): string => {
  if (kind === 'delivery' || kind === 'pack') return 'deliver';
  return partnerId ? 'partner-updates' : 'updates';
};

/** How many people a list holds right now. Numbers hold nobody. */
export async function countPeople(share: Share): Promise<number> {
  if (share.kind === 'daily-numbers') return 0;
  return database().transaction(async (tx) => {
    // All of a large petition is looked at: that is read in the order it lies in, and may take longer than a page.
    await tx.execute(sql`set local enable_seqscan = on`);
    await tx.execute(sql`set local statement_timeout = '60s'`);
    const [row] = await tx.execute<{ people: string }>(
      share.kind === 'sealed'
        ? sealedPeople(share)
        : sql`
      select count(*) as people from signatures s
      join consents c on c.signature_id = s.id and c.kind = ${consentOf(share)}
      where s.petition_id = ${share.petitionId} and s.sealed is not null and s.invalidated_on is null
        and (${share.partnerId}::uuid is null or s.partner_id = ${share.partnerId}::uuid)`,
    );
    return Number(row?.people ?? 0);
  });
}

const sealedPeople = ({ petitionId }: Share) => sql`
  select count(*) as people from signatures
  where petition_id = ${petitionId} and sealed is not null and withdrawn_on is null and invalidated_on is null`;

/** Whether there is a line at all. */
export async function isEmpty(share: Share, people: number): Promise<boolean> {
  if (share.kind !== 'daily-numbers') return people === 0;
  const rows = await database().execute(sql`
    select 1 from daily_counts where petition_id = ${share.petitionId}
      and (${share.partnerId}::uuid is null or partner_id = ${share.partnerId}::uuid) limit 1`);
  return rows.length === 0;
}
