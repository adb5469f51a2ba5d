import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import type { Session } from './sessions.ts';

/** In minutes. */
const CHALLENGE_LASTS = 5;

/** What a passkey must sign next in this session. */
export async function keepChallenge(session: Session, challenge: string): Promise<void> {
  await database().execute(sql`
    update sessions set challenge = ${challenge}, challenge_at = now() where id = ${session.id}`);
}

/** Takes the challenge out of the session: it is good once, whatever the answer to it is worth. */
export async function takeChallenge(session: Session): Promise<string | null> {
  const [row] = await database().execute<{ challenge: string }>(sql`
    with kept as (select id, challenge, challenge_at from sessions where id = ${session.id} for update)
    update sessions s set challenge = null, challenge_at = null from kept
    where s.id = kept.id and kept.challenge is not null
      and kept.challenge_at > now() - ${CHALLENGE_LASTS} * interval '1 minute'
    returning kept.challenge`);
  return row?.challenge ?? null;
}
