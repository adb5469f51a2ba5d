import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { once } from '@/db/once.ts';
import { dataKeys, KeysAway } from '../keys/petition-keys.ts';
import { recipientOf } from '../keys/recipient-keys.ts';
import { suppressionKeysOf } from '../keys/suppression-keys.ts';
import { cappedRecipient, grantLetters } from '../mail/caps.ts';
import { letterPriority, sealLetter } from '../mail/letters.ts';
import { openAttempt } from './sealed.ts';

const PORTION = 500;

interface DueAttempt extends Record<string, unknown> {
  id: string;
  petition_id: string;
  sealed: string;
  /** "2026-11-22 16:00:00+00" */
  posted_at: string;
}

/**
 * Reminds those who have not confirmed after a day: once, by a letter with the link of the one before. An address with
 * several attempts on a petition is reminded of the last of them. Answers how many attempts were looked at; call again
 * until it is 0.
 */
export async function remindAttempts(now: Date): Promise<number> {
  const due = await readDueAttempts();
  const reminders = await Promise.all(due.map((attempt) => prepareReminder(attempt, now)));
  // Of two that go to one address the second waits for the next call: caps count one at a time.
  const seen = new Set<string>();
  const isFirst = ({ recipient }: Reminder) => !seen.has(recipient) && seen.add(recipient);
  const first = reminders.map((reminder) => (reminder === null || isFirst(reminder) ? reminder : 'waits'));
  const looked = due.filter((_, n) => first[n] !== 'waits').map(({ id }) => id);
  if (looked.length > 0)
    await writeReminders(
      looked,
      first.filter((reminder) => reminder !== null && reminder !== 'waits'),
    );
  return looked.length;
}

/** What was posted before this has been looked at; nothing is ever posted into the past. */
const looked = () => once('reminders-looked-at', () => ({ since: '-infinity' }));

/**
 * Attempts know their hour alone, so a day is over for certain after 25. After three days a reminder would come from
 * nowhere: whatever kept it, the attempt is left to its end.
 */
async function readDueAttempts(): Promise<readonly DueAttempt[]> {
  const rows = await database().execute<DueAttempt>(sql`
    select a.id, a.petition_id, encode(a.sealed, 'hex') as sealed, a.posted_at::text
    from attempts a join petitions p on p.id = a.petition_id
    where a.posted_at <= now() - interval '25 hours' and a.posted_at > now() - interval '3 days'
      and a.posted_at >= ${looked().since}::timestamptz and a.sealed is not null
      and coalesce(least(p.closed_at, p.closes_at) > now(), true)
      and not exists (select from reminders r where r.attempt_id = a.id)
      and not exists (
        select from attempts o where o.petition_id = a.petition_id and o.duplicate_key = a.duplicate_key
          and (o.posted_at, o.slot) > (a.posted_at, a.slot) and o.sealed is not null
      )
    order by a.posted_at, a.id limit ${PORTION}`);
  if (rows[0]) looked().since = rows[0].posted_at;
  return rows;
}

interface Reminder {
  readonly attempt: string;
  readonly suppression_keys: readonly string[];
  readonly key_hour: number;
  readonly letter_sealed: string;
  readonly recipient: string;
}

/** Null for an attempt that cannot be opened, or that does not know its link: there is nothing to remind of. */
async function prepareReminder(attempt: DueAttempt, now: Date): Promise<Reminder | null> {
  const keys = await dataKeys(attempt.petition_id).catch((fault: unknown) => {
    if (fault instanceof KeysAway) return null;
    throw fault;
  });
  if (!keys) return null;
  const { canonical, language, mailbox, token } = openAttempt(keys, attempt.id, Buffer.from(attempt.sealed, 'hex'));
  if (!token) return null;
  const letter = await sealLetter(attempt.id, { mailbox, language, token }, now);
  return {
    attempt: attempt.id,
    suppression_keys: (await suppressionKeysOf(canonical, now)).map((key) => key.toString('hex')),
    key_hour: letter.keyHour,
    letter_sealed: letter.sealed.toString('hex'),
    ...cappedRecipient(await recipientOf(canonical, attempt.petition_id, now)),
  };
}

/**
 * One statement: what was looked at is marked, and what may be sent is queued. The mark is the promise that nobody is
 * reminded twice; a blocked, confirmed or capped address is marked and left alone.
 */
async function writeReminders(lookedAt: readonly string[], reminders: readonly Reminder[]): Promise<void> {
  await database().execute(sql`
    with looked as (
      insert into reminders (attempt_id, posted_at)
      select id, posted_at from attempts
      where id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(lookedAt)}::text::jsonb))
      order by id
      on conflict do nothing returning attempt_id
    ), written as (
      select r.*, a.petition_id, a.duplicate_key
      from jsonb_to_recordset(${JSON.stringify(reminders)}::text::jsonb) as r(
        attempt uuid, suppression_keys text[], key_hour int, letter_sealed text, recipient text, mark int,
        last_recipient text, last_mark int)
      join attempts a on a.id = r.attempt
      where r.attempt in (select attempt_id from looked) and a.sealed is not null
        and not exists (select from suppressions x, unnest(r.suppression_keys) k where x.address_key = decode(k, 'hex'))
        and not exists (select from letters l where l.id = r.attempt)
    ), wanted as (
      select * from written w where not exists (
        select from attempts o join reminders r on r.attempt_id = o.id
        where o.petition_id = w.petition_id and o.duplicate_key = w.duplicate_key and o.id <> w.attempt
      )
    ), granted as (
      ${grantLetters(sql`wanted`)}
    )
    insert into letters (id, petition_id, kind, priority, key_hour, sealed)
    select attempt, petition_id, 'reminder', ${letterPriority.reminder}::int, key_hour, decode(letter_sealed, 'hex')
    from wanted where decode(recipient, 'hex') in (select recipient_key from granted)`);
}

/** Forgets what attempts were reminded of once they are gone themselves. Answers how many; call again until it is 0. */
export async function forgetReminders(): Promise<number> {
  const rows = await database().execute(sql`
    delete from reminders where attempt_id in (
      select attempt_id from reminders where posted_at <= now() - interval '8 days' limit 500
    ) returning 1`);
  return rows.length;
}
