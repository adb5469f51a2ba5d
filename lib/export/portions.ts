import { sql } from 'drizzle-orm';
import { executePrepared } from '@/db/client.ts';
import { dataKeys } from '../keys/petition-keys.ts';
import { openSignature } from '../signature/sealed.ts';
import type { Cell } from './cells.ts';
import type { Share } from './kinds.ts';
import { consentOf } from './people.ts';

/** So many signatures are looked at in one statement, however few of them are on the list. */
const PORTION = 1_000;

type Rows = readonly (readonly Cell[])[];

/** The list's rows, portion by portion; a portion may be empty. */
export function portionsOf(share: Share): AsyncGenerator<Rows> {
  return share.kind === 'daily-numbers' ? readDays(share) : readPeople(share);
}

interface FoundSigner extends Record<string, unknown> {
  readonly id: string;
  readonly key: string;
  readonly sealed: Buffer | null;
  readonly confirmed_on: string;
  readonly given_on: string | null;
}

/** In the order of the keyed hashes, which tells nothing about who signed before whom. */
async function* readPeople(share: Share): AsyncGenerator<Rows> {
  for (let after = ''; ; ) {
    // Asked for anew each time: a list takes minutes, and the key may be changed meanwhile.
    const keys = await dataKeys(share.petitionId);
    const looked = await readPortion(share, after);
    const last = looked.at(-1);
    if (!last) return;
    after = last.key;
    yield looked.flatMap(({ confirmed_on, given_on, id, sealed }) => {
      if (!sealed || !given_on) return [];
      const { country, language, mailbox = '', name } = openSignature(keys, id, sealed);
      if (share.kind === 'delivery') return [[name, country, confirmed_on]];
      return mailbox ? [[name, mailbox, country, language, given_on]] : [];
    });
  }
}

const readPortion = (share: Share, after: string) =>
  executePrepared<FoundSigner>(sql`
    select s.id, encode(s.duplicate_key, 'hex') as key, s.confirmed_on::text as confirmed_on,
      c.given_on::text as given_on, case when c.given_on is not null then s.sealed end as sealed
    from (
      select * from signatures where petition_id = ${share.petitionId} and duplicate_key > decode(${after}, 'hex')
      order by duplicate_key limit ${PORTION}
    ) s
    left join consents c on c.signature_id = s.id and c.kind = ${consentOf(share)}
      and s.invalidated_on is null and s.withdrawn_on is null
      and (${share.partnerId ?? ''} = '' or s.partner_id::text = ${share.partnerId ?? ''})
    order by s.duplicate_key`);

interface Day extends Record<string, unknown> {
  readonly day: string;
  readonly partner: string;
  readonly attempted: number;
  readonly confirmed: number;
  readonly withdrawn: number;
  readonly invalidated: number;
}

/** The whole petition's line of a day comes first, without a partner; one partner's share has no such line. */
async function* readDays({ partnerId, petitionId }: Share): AsyncGenerator<Rows> {
  for (let offset = 0; ; offset += PORTION) {
    const days = await executePrepared<Day>(sql`
      select d.day::text as day, coalesce(p.slug, '') as partner, d.attempted, d.confirmed, d.withdrawn, d.invalidated
      from daily_counts d left join partners p on p.id = d.partner_id
      where d.petition_id = ${petitionId} and (${partnerId ?? ''} = '' or d.partner_id::text = ${partnerId ?? ''})
      order by d.day, p.slug nulls first limit ${PORTION} offset ${offset}`);
    if (days.length === 0) return;
    yield days.map((d) => [d.day, d.partner, d.attempted, d.confirmed, d.withdrawn, d.invalidated]);
  }
}
