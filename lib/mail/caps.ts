import { type SQL, sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import type { recipientOf } from '../keys/recipient-keys.ts';

/**
 * How many letters strangers can make us send to one address, over all petitions and sources (SA-01). An hour counts
 * whole, so that a window is never shorter than it says.
 */
export const PER_PETITION_AND_DAY = 3;
export const PER_DAY = 5;
export const PER_MONTH = 10;
const DAY = 24 + 1;
const MONTH = 30 * 24 + 1;

/** A recipient in the form in which statements take it; hex where the column holds bytes. */
export interface CappedRecipient {
  readonly recipient: string;
  readonly mark: number;
  readonly last_recipient: string | null;
  readonly last_mark: number | null;
}

export const cappedRecipient = ({ current, last }: Awaited<ReturnType<typeof recipientOf>>): CappedRecipient => ({
  recipient: current.key.toString('hex'),
  mark: current.mark,
  last_recipient: last?.key.toString('hex') ?? null,
  last_mark: last?.mark ?? null,
});

/**
 * The part of a statement that grants letters and counts them: of the rows of `wanted`, which has the columns of a
 * {@link CappedRecipient} and each recipient once, it returns the `recipient_key` of those that may get theirs.
 * Whoever is granted is counted in the same moment under the row's lock, so that no number of forms at once gets more.
 * What stands under the last period's key is taken over with the first letter of a new one.
 */
export const grantLetters = (wanted: SQL): SQL => sql`
  insert into letter_caps as c (recipient_key, hours, marks, ends_hour)
  select decode(w.recipient, 'hex'), past.hours || w.hour, past.marks || w.mark, w.hour + ${MONTH}::int
  from (select *, floor(extract(epoch from now()) / 3600)::int as hour from ${wanted}) w
  cross join lateral (
    select coalesce(array_agg(u.hour order by n), '{}') as hours,
      coalesce(array_agg(case when u.mark = w.last_mark then w.mark else u.mark end order by n), '{}') as marks,
      count(*) filter (where u.hour > w.hour - ${DAY}::int) as today,
      count(*) filter (where u.hour > w.hour - ${DAY}::int and u.mark = w.last_mark) as same
    from letter_caps l cross join lateral unnest(l.hours, l.marks) with ordinality as u(hour, mark, n)
    where l.recipient_key = decode(w.last_recipient, 'hex') and u.hour > w.hour - ${MONTH}::int
  ) past
  where cardinality(past.hours) < ${PER_MONTH}::int and past.today < ${PER_DAY}::int and past.same < ${PER_PETITION_AND_DAY}::int
  order by w.recipient
  on conflict (recipient_key) do update set
    hours = array(select u.hour from unnest(c.hours) with ordinality as u(hour, n)
      where u.hour > excluded.ends_hour - ${2 * MONTH}::int order by n) || excluded.hours[cardinality(excluded.hours)],
    marks = array(select u.mark from unnest(c.hours, c.marks) with ordinality as u(hour, mark, n)
      where u.hour > excluded.ends_hour - ${2 * MONTH}::int order by n) || excluded.marks[cardinality(excluded.marks)],
    ends_hour = excluded.ends_hour
  where (
    select count(*) < ${PER_MONTH}::int
      and count(*) filter (where u.hour > excluded.ends_hour - ${MONTH + DAY}::int) < ${PER_DAY}::int
      and count(*) filter (where u.hour > excluded.ends_hour - ${MONTH + DAY}::int
        and u.mark = excluded.marks[cardinality(excluded.marks)]) < ${PER_PETITION_AND_DAY}::int
    from unnest(c.hours, c.marks) as u(hour, mark) where u.hour > excluded.ends_hour - ${2 * MONTH}::int
  )
  returning recipient_key`;

const PORTION = 500;

/** Forgets recipients whose letters no longer count. Answers how many; call again until it is 0. */
export async function forgetOldCaps(): Promise<number> {
  const rows = await database().execute(sql`
    delete from letter_caps where recipient_key in (
      select recipient_key from letter_caps where ends_hour <= floor(extract(epoch from now()) / 3600)::int
      limit ${PORTION} for update skip locked
    ) returning 1`);
  return rows.length;
}
