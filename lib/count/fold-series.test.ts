import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { database } from '@/db/client.ts';
import { foldEverything, seriesOf } from '@/e2e/support/numbers.ts';
import {
  expect,
  foldedCountsOf,
  makePetition,
  makeShareLink,
  newAddress,
  sign,
  signAndConfirm,
  signAndReadLetter,
  test,
} from '@/e2e/support/world.ts';
import { petitionKeys } from '../keys/petition-keys.ts';
import { findPetition, type Petition } from '../petition/read.ts';
import { eraseDetails } from '../signature/erase.ts';
import { openSignature } from '../signature/sealed.ts';
import { withdrawSignature } from '../signature/withdraw.ts';
import type { Token } from '../token.ts';
import { foldCounts } from './fold.ts';

async function petitionWithLinks(): Promise<Petition> {
  const made = await makePetition();
  await makeShareLink(made, made.partners[0]?.id ?? null);
  await database().execute(sql`insert into share_links (code, petition_id, partner_id, channel)
    values (${`z${made.slug.slice(-8)}`}, ${made.id}, null, 'poster')`);
  await expect.poll(async () => (await findPetition(made.slug))?.shareLinks.length).toBe(2);
  return (await findPetition(made.slug)) ?? made;
}

interface Fact extends Record<string, unknown> {
  id: string;
  partner_id: string | null;
  share_code: string | null;
  sealed: string | null;
}

/** What the signatures themselves add up to, in the shape of the series. */
async function factsOf(petition: Petition) {
  const rows = await database().execute<Fact>(sql`
    select id, partner_id, share_code, encode(sealed, 'hex') as sealed from signatures
    where petition_id = ${petition.id} and withdrawn_on is null and invalidated_on is null`);
  const keys = await petitionKeys(petition.id);
  const tally = (nameOf: (fact: Fact) => string | null) => {
    const names = rows.map(nameOf).filter((name) => name !== null);
    return Object.fromEntries([...new Set(names)].map((name) => [name, names.filter((one) => one === name).length]));
  };
  const all: Record<string, number> = rows.length > 0 ? { all: rows.length } : {};
  return {
    hours: all,
    days: { ...all, ...tally((fact) => fact.partner_id) },
    shares: tally((fact) => fact.share_code),
    countries: tally(({ id, sealed }) => (sealed ? openSignature(keys, id, Buffer.from(sealed, 'hex')).country : '')),
  };
}

/** Takes a signature out, or brings it back, the way invalidation runs write it. */
async function invalidate(petition: Petition, by: 1 | -1): Promise<void> {
  const [row] = await database().execute<Fact>(sql`
    update signatures set invalidated_on = ${by === 1 ? '2026-01-01' : null}::date
    where id = (select id from signatures where petition_id = ${petition.id} and withdrawn_on is null
      and (invalidated_on is null) = ${by === 1} order by id limit 1)
    returning id, partner_id, share_code, encode(sealed, 'hex') as sealed`);
  if (!row) return;
  const keys = await petitionKeys(petition.id);
  const country = row.sealed ? openSignature(keys, row.id, Buffer.from(row.sealed, 'hex')).country : '';
  await database().execute(sql`
    insert into count_changes (petition_id, partner_id, share_code, country, invalidated)
    values (${petition.id}, ${row.partner_id}, ${row.share_code}, ${country}, ${by})`);
}

const step = fc.oneof(
  fc.record({
    kind: fc.constant('sign' as const),
    partner: fc.constantFrom('', 'partner-1', 'partner-2'),
    share: fc.constantFrom(-1, 0, 1),
    country: fc.constantFrom('', 'DE', 'RU'),
  }),
  fc.record({ kind: fc.constantFrom('withdraw' as const, 'erase' as const), which: fc.nat(20) }),
  fc.record({ kind: fc.constantFrom('fold' as const, 'invalidate' as const, 'undo' as const) }),
);

test('VE-11: after any history the series add up to the signatures themselves', async () => {
  test.setTimeout(90_000);
  const history = fc.array(step, { minLength: 5, maxLength: 18 });
  const property = fc.asyncProperty(history, async (steps) => {
    const petition = await petitionWithLinks();
    const tokens: Token[] = [];
    for (const one of steps) {
      const token = tokens['which' in one ? one.which % Math.max(1, tokens.length) : 0];
      if (one.kind === 'sign') {
        const { country, partner } = one;
        const share = petition.shareLinks[one.share]?.code ?? '';
        tokens.push(await signAndConfirm(petition, { partner, share, country }));
      } else if (one.kind === 'fold') await foldCounts();
      else if (one.kind === 'invalidate') await invalidate(petition, 1);
      else if (one.kind === 'undo') await invalidate(petition, -1);
      else if (token && one.kind === 'withdraw') await withdrawSignature(token);
      else if (token) await eraseDetails(token);
    }
    await foldEverything();
    const { attempts: _, ...series } = await seriesOf(petition);
    expect(series).toEqual(await factsOf(petition));
  });
  await fc.assert(property, { numRuns: 12 });
});

test('a posted form is an attempt whether it is confirmed or not, and the fourth of an address is none', async () => {
  const petition = await makePetition();
  const email = newAddress();
  for (let n = 0; n < 4; n += 1) await sign(petition, { email });
  await signAndReadLetter(petition, { partner: 'partner-1' });
  await foldEverything();
  expect(await seriesOf(petition)).toMatchObject({ attempts: { all: 4 }, days: {} });
});

test('attempts alone move nothing that public pages read', async () => {
  const petition = await makePetition();
  await signAndConfirm(petition);
  await foldEverything();
  const [before] = await database().execute(
    sql`select changed_at from petition_counts where petition_id = ${petition.id}`,
  );
  await sign(petition);
  await foldEverything();
  const [after] = await database().execute(
    sql`select changed_at from petition_counts where petition_id = ${petition.id}`,
  );
  expect(after).toEqual(before);
});

test('a posting that writes no attempt leaves as many rows for the fold as one that does', async () => {
  const petition = await makePetition();
  const email = newAddress();
  const waiting = async () => {
    const [row] = await database().execute<{ rows: number }>(
      sql`select count(*)::int as rows from count_changes where petition_id = ${petition.id}`,
    );
    return row?.rows;
  };
  for (let n = 1; n <= 5; n += 1) {
    await sign(petition, { email });
    expect(await waiting()).toBe(n);
  }
});

test('erasing moves a signature out of its country and out of no count', async () => {
  const petition = await makePetition();
  const token = await signAndConfirm(petition, { country: 'DE', partner: 'partner-1' });
  await foldEverything();
  expect((await seriesOf(petition)).countries).toEqual({ DE: 1 });
  await eraseDetails(token);
  await foldEverything();
  expect((await seriesOf(petition)).countries).toEqual({ '': 1 });
  expect(await foldedCountsOf(petition)).toEqual({ confirmed: 1, withdrawn: 0, partners: { 'partner-1': 1 } });
});
