import { sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client.ts';
import { settings } from '../env.ts';
import { sendingsTo, takeBackNews } from './news.ts';

/** A signature of the address that the provider told us of. */
export interface TroubledSignature {
  readonly id: string;
  readonly petitionId: string;
}

/** In days: so long after its end a sending is still complained of. */
const LATE = 7;

/**
 * An address that bounces or complains gets no more news, and what waits for it is taken back. Complaints of news are
 * counted for the sending that they are about. Answers the petitions whose news it was.
 */
export async function takeNewsTrouble(
  tx: Transaction,
  signatures: readonly TroubledSignature[],
  { from, hasComplained }: { readonly from: string; readonly hasComplained: boolean },
): Promise<string[]> {
  const petitions: string[] = [];
  for (const { id, petitionId } of signatures) {
    const sendings = await sendingsTo(tx, petitionId, id);
    if (sendings.length === 0 && isNewsSender(from)) sendings.push(...(await lateSending(tx, petitionId, id)));
    if (sendings.length > 0) petitions.push(petitionId);
    if (hasComplained && sendings.length > 0)
      await tx.execute(sql`
        update update_sendings set complained = complained + 1 where update_id in (
          select update_id from update_sendings
          where update_id::text in (select jsonb_array_elements_text(${JSON.stringify(sendings)}::text::jsonb))
          order by queued_at desc limit 1
        )`);
    await takeBackNews(tx, petitionId, [id]);
  }
  return petitions;
}

const addressIn = (sender: string): string => sender.replace(/^.*<(.*)>$/, '$1').toLowerCase();

/** Where news has a sender of its own, the sender tells what a letter was. */
function isNewsSender(from: string): boolean {
  const { MAIL_FROM, MAIL_FROM_UPDATES = MAIL_FROM } = settings();
  return addressIn(MAIL_FROM_UPDATES) !== addressIn(MAIL_FROM) && addressIn(from) === addressIn(MAIL_FROM_UPDATES);
}

/** The petition's last sending, where it is over and this signer had asked for it: who got it is forgotten by then. */
async function lateSending(tx: Transaction, petitionId: string, signatureId: string): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select s.update_id as id from update_sendings s join updates u on u.id = s.update_id
    where u.petition_id = ${petitionId} and s.ended_at > now() - ${LATE} * interval '1 day' and s.handed_over > 0
      and exists (select from consents where signature_id = ${signatureId} and kind = 'updates')
    order by s.queued_at desc limit 1`);
  return rows.map(({ id }) => id);
}
