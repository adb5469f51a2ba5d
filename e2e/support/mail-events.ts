import { createHmac, randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { settings } from '@/lib/env.ts';
import type { EventProof } from '@/lib/mail/provider.ts';
import type { Petition } from '@/lib/petition/read.ts';

interface EventWish {
  readonly type: string;
  readonly to?: string;
  readonly data?: object;
  readonly id?: string;
  /** How many seconds ago it was signed; less than none is in the future. */
  readonly secondsAgo?: number;
}

export interface ToldEvent {
  readonly body: string;
  readonly proof: EventProof;
}

/** An event as the provider tells it (https://resend.com/docs/webhooks), signed with the secret that it shares with us. */
export function tellEvent({ data, id = `msg_${randomUUID()}`, secondsAgo = 0, to = '', type }: EventWish): ToldEvent {
  const created_at = new Date().toISOString();
  const email = {
    created_at,
    email_id: randomUUID(),
    from: 'Letters <letters@petitions.test>',
    subject: 'Please confirm',
  };
  const body = JSON.stringify({ type, created_at, data: { ...email, to: [to], ...data } });
  const timestamp = String(Math.floor(Date.now() / 1000) - secondsAgo);
  const secret = Buffer.from((settings().RESEND_WEBHOOK_SECRET ?? '').replace('whsec_', ''), 'base64');
  const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { body, proof: { id, timestamp, signature: `v1,${signature}` } };
}

export const tellBounce = (to: string, bounce: object = { type: 'Permanent', subType: 'General', message: '550' }) =>
  tellEvent({ type: 'email.bounced', to, data: { bounce } });

/** What events have left behind: everything that they may change. */
export async function troubleKept(petition: Petition) {
  const [row] = await database().execute<{ events: number; suppressions: number }>(sql`
    select (select count(*)::int from mail_events) as events, (select count(*)::int from suppressions) as suppressions`);
  const tallies = await database().execute<{ kind: string; bounced: number; complained: number }>(sql`
    select kind, sum(bounced)::int as bounced, sum(complained)::int as complained from letter_tallies
    where petition_id = ${petition.id} group by kind having sum(bounced + complained) > 0 order by kind`);
  return { ...row, tallies: [...tallies] };
}

/** Lets time pass for events that were taken in. */
export async function letEventsAge(hours: number): Promise<void> {
  await database().execute(sql`update mail_events set received_at = received_at - ${hours} * interval '1 hour'`);
}
