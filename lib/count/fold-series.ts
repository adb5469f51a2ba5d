import { sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client.ts';
import { type Changes, changesOf } from './changes.ts';

/** Takes changes into the team's series. Hours and days are those of the fold, a second after the fact at most. */
export async function foldSeries(tx: Transaction, changes: Changes): Promise<void> {
  await foldHours(tx, changes);
  await foldDays(tx, changes);
  await foldShares(tx, changes);
  await foldCountries(tx, changes);
}

const sums = sql.raw('sum(attempted), sum(confirmed), sum(withdrawn), sum(invalidated)');
const somethingMoved = sql.raw(
  'having sum(attempted) <> 0 or sum(confirmed) <> 0 or sum(withdrawn) <> 0 or sum(invalidated) <> 0',
);
const addedUp = sql.raw(`do update set attempted = c.attempted + excluded.attempted,
  confirmed = c.confirmed + excluded.confirmed, withdrawn = c.withdrawn + excluded.withdrawn,
  invalidated = c.invalidated + excluded.invalidated`);

const foldHours = (tx: Transaction, changes: Changes) =>
  tx.execute(sql`
    with ${changesOf(changes)}
    insert into hourly_counts as c (petition_id, hour, attempted, confirmed, withdrawn, invalidated)
    select petition_id, date_trunc('hour', now(), 'UTC'), ${sums} from changes group by petition_id ${somethingMoved}
    on conflict (petition_id, hour) ${addedUp}`);

/** Of the whole petition (partner null), and of each partner. */
const foldDays = (tx: Transaction, changes: Changes) =>
  tx.execute(sql`
    with ${changesOf(changes)}
    insert into daily_counts as c (petition_id, partner_id, day, attempted, confirmed, withdrawn, invalidated)
    select petition_id, null::uuid, (now() at time zone 'UTC')::date, ${sums} from changes
    group by petition_id ${somethingMoved}
    union all
    select petition_id, partner_id, (now() at time zone 'UTC')::date, ${sums} from changes
    where partner_id is not null group by petition_id, partner_id ${somethingMoved}
    on conflict (petition_id, partner_id, day) ${addedUp}`);

/** In the order in which visits lock them, too (lib/share/visits.ts). */
const foldShares = (tx: Transaction, changes: Changes) =>
  tx.execute(sql`
    with ${changesOf(changes)}
    insert into share_counts as c (share_code, count)
    select share_code, sum(counted) from changes where share_code is not null group by share_code order by share_code
    on conflict (share_code) do update set count = c.count + excluded.count`);

/** A row without a country says nothing of countries; one with an empty country says that none was given. */
const foldCountries = (tx: Transaction, changes: Changes) =>
  tx.execute(sql`
    with ${changesOf(changes)}
    insert into country_counts as c (petition_id, country, count)
    select petition_id, country, sum(counted) from changes where country is not null group by petition_id, country
    having sum(counted) <> 0
    on conflict (petition_id, country) do update set count = c.count + excluded.count`);
