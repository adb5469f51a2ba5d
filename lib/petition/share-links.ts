import { sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client.ts';
import { shareChannels } from '@/db/schema/share.ts';
import { newShortCode } from '../token.ts';

/**
 * Makes the share links that a petition lacks: one per channel for the coalition and for each of its partners, so that
 * what is passed on is counted from the first day. Belongs to its publication, which the audit tells of.
 */
export async function makeMissingLinks(tx: Transaction, petitionId: string): Promise<void> {
  const missing = await tx.execute<{ channel: string; partner_id: string | null }>(sql`
    select c.channel, s.id as partner_id
    from jsonb_array_elements_text(${JSON.stringify(shareChannels)}::text::jsonb) as c(channel)
    cross join (
      select null::uuid as id
      union all
      select p.id from partners p
      join campaigns a on a.coalition_id = p.coalition_id
      join petitions o on o.campaign_id = a.id
      where o.id = ${petitionId} and p.joined_at is not null and p.left_at is null
    ) s
    where not exists (
      select from share_links l
      where l.petition_id = ${petitionId} and l.partner_id is not distinct from s.id and l.channel = c.channel)`);
  const rows = missing.map(({ channel, partner_id }) => ({ code: newShortCode(), channel, partner_id }));
  // With 900 million codes a meeting is rare; that link is then made with the next version, and the coalition's serves.
  await tx.execute(sql`
    insert into share_links (code, petition_id, partner_id, channel)
    select code, ${petitionId}, partner_id, channel
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r(code text, partner_id uuid, channel text)
    on conflict do nothing`);
}
