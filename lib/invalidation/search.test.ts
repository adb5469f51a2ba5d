import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import {
  type Guarded,
  lookFor,
  makeGuarded,
  many,
  type Planted,
  plantSigners,
  runOf,
  workItOff,
} from '@/e2e/support/removals.ts';
import { auditOf, expect, makePetition, makeShareLink, newAddress, signAndConfirm, test } from '@/e2e/support/world.ts';
import { eraseDetails } from '../signature/erase.ts';
import { listChoices } from './choices.ts';
import { emptyFilter, readPattern, readRunWish, type TypedFilter } from './fields.ts';
import { anything, NONE, type Pattern } from './pattern.ts';
import { type Found, searchSignatures } from './search.ts';

const seek = async ({ member, team }: Guarded, pattern: Partial<Pattern>, cursor = '', state: 'counted' | '' = '') =>
  searchSignatures(member, team, { pattern: { ...anything, ...pattern }, state, cursor }, await currentTime());

/** All pages of a search. */
async function seekAll(place: Guarded, pattern: Partial<Pattern>): Promise<Found[]> {
  const pages = [await seek(place, pattern)];
  for (let next = pages[0]?.next ?? null; next !== null; next = pages.at(-1)?.next ?? null) {
    pages.push(await seek(place, pattern, next));
  }
  return pages;
}

const namesIn = (found: Found) => found.matches.map((match) => match.secrets()?.name).sort();

test('the domain of the address is kept with the name, and nothing else of the address', async () => {
  const place = await makeGuarded();
  await signAndConfirm(place.petition, { email: newAddress('mail.example.net'), name: 'Somebody' });
  await signAndConfirm(place.petition, { email: 'some.body+tag@googlemail.com', name: 'Somebody Else' });
  expect(namesIn(await seek(place, { domain: 'mail.example.net' }))).toEqual(['Somebody']);
  expect(namesIn(await seek(place, { domain: 'example.net' }))).toEqual(['Somebody']);
  expect(namesIn(await seek(place, { domain: 'ample.net' }))).toEqual([]);
  expect(namesIn(await seek(place, { domain: 'gmail.com' }))).toEqual(['Somebody Else']);
  const [match] = (await seek(place, { domain: 'gmail.com' })).matches;
  expect(JSON.stringify(match?.secrets())).not.toContain('some.body');
});

test('every filter finds those it names, alone and together; a run finds the same', async () => {
  const place = await makeGuarded();
  const partnerId = place.petition.partners[0]?.id ?? '';
  const shareCode = await makeShareLink(place.petition, null);
  const people: Planted[] = [
    { name: 'Anna  Ivanova', country: 'DE', domain: 'a.example', confirmedOn: '2026-01-10' },
    { name: 'ivanov', country: 'GE', domain: 'sub.a.example', partnerId, confirmedOn: '2026-01-11' },
    { name: 'Oleg', domain: 'b.example', shareCode, confirmedOn: '2026-01-12' },
    { name: 'Oleg', country: 'DE', domain: 'b.example', partnerId, shareCode, confirmedOn: '2026-01-13' },
  ];
  await plantSigners(place.petition, people);
  const expected: [Partial<Pattern>, number[]][] = [
    [{}, [0, 1, 2, 3]],
    [{ from: '2026-01-11', until: '2026-01-12' }, [1, 2]],
    [{ from: '2026-01-13' }, [3]],
    [{ until: '2026-01-10' }, [0]],
    [{ partner: partnerId }, [1, 3]],
    [{ partner: NONE }, [0, 2]],
    [{ share: shareCode }, [2, 3]],
    [{ country: 'DE' }, [0, 3]],
    [{ country: NONE }, [2]],
    [{ domain: 'a.example' }, [0, 1]],
    [{ name: 'IVANOV' }, [0, 1]],
    [{ name: 'ivanov', nameIs: 'equals' }, [1]],
    [{ name: 'anna ivanova', nameIs: 'equals' }, [0]],
    [{ name: 'oleg', country: 'DE', share: shareCode, partner: partnerId, from: '2026-01-13' }, [3]],
    [{ name: 'oleg', country: 'GE' }, []],
  ];
  for (const [pattern, indexes] of expected) {
    const found = await seek(place, pattern);
    expect(found.next, JSON.stringify(pattern)).toBe(null);
    expect(
      found.matches.map(({ confirmedOn }) => people.findIndex((person) => person.confirmedOn === confirmedOn)).sort(),
      JSON.stringify(pattern),
    ).toEqual(indexes);
    if (Object.keys(pattern).length === 0) continue;
    const run = await lookFor(place, pattern);
    await workItOff();
    expect((await runOf(run)).found, JSON.stringify(pattern)).toBe(indexes.length);
  }
});

test('whoever deleted their details is found by what is left, and by nothing that is gone', async () => {
  const place = await makeGuarded();
  const token = await signAndConfirm(place.petition, { name: 'Deleted', country: 'DE' });
  await eraseDetails(token);
  expect((await seek(place, {})).matches.map((match) => match.secrets())).toEqual([null]);
  expect((await seek(place, { name: 'deleted' })).matches).toEqual([]);
  expect((await seek(place, { country: NONE })).matches).toEqual([]);
});

test('pages lead through all matches, each once, and know how much was looked through', async () => {
  const place = await makeGuarded();
  await plantSigners(place.petition, [...many(130, { name: 'Wanted' }), ...many(900)]);
  for (const pattern of [{ name: 'wanted' }, {}]) {
    const pages = await seekAll(place, pattern);
    const ids = pages.flatMap(({ matches }) => matches.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength('name' in pattern ? 130 : 1_030);
    expect(pages.every(({ matches }) => matches.length <= 50)).toBe(true);
    expect(pages.at(-1)).toMatchObject({ looked: 1_030, total: 1_030, next: null });
  }
});

test('one answer opens a bounded number, in well under a second, and says how far it came', async () => {
  const place = await makeGuarded();
  await plantSigners(place.petition, many(23_000));
  const began = performance.now();
  const first = await seek(place, { name: 'nobody of that name' });
  // Half a second by itself; other tests share the machine.
  expect(performance.now() - began).toBeLessThan(2_000);
  expect(first.matches).toEqual([]);
  expect(first.looked).toBeLessThan(23_000);
  expect(first.next).not.toBe(null);
  const pages = await seekAll(place, { name: 'nobody of that name' });
  expect(pages.at(-1)).toMatchObject({ looked: 23_000, next: null });
});

test('PV-09: the order tells nothing of who came when', async () => {
  const place = await makeGuarded();
  for (let n = 0; n < 40; n += 1) await signAndConfirm(place.petition, { name: `Signer number ${n}` });
  const numbers = (await seek(place, {})).matches.map((match) => Number(match.secrets()?.name.split(' ').at(-1)));
  const middle = (numbers.length - 1) / 2;
  const covariance = numbers.reduce((sum, number, place_) => sum + (number - middle) * (place_ - middle), 0);
  const variance = numbers.reduce((sum, number) => sum + (number - middle) ** 2, 0);
  // Forty people in random order come this near to the order of time once in some ten thousand runs.
  expect(Math.abs(covariance / variance)).toBeLessThan(0.6);
});

test('a cursor is opaque, and one of another petition begins anew', async () => {
  const [place, other] = [await makeGuarded(), await makeGuarded()];
  await plantSigners(place.petition, many(60));
  await plantSigners(other.petition, many(60));
  const { next } = await seek(place, {});
  const [row] = await database().execute<{ key: string }>(sql`
    select encode(duplicate_key, 'hex') as key from signatures where petition_id = ${place.petition.id}
    order by duplicate_key offset 49 limit 1`);
  expect(Buffer.from(next ?? '', 'base64url').toString('hex')).not.toContain(row?.key ?? '?');
  expect((await seek(other, {}, next ?? '')).looked).toBe(50);
  expect((await seek(place, {}, next ?? '')).looked).toBe(60);
  expect((await seek(place, {}, 'nonsense')).looked).toBe(50);
});

test('looking at names is on the record once a day, for each member by themselves', async () => {
  const place = await makeGuarded();
  await seek(place, { name: 'Hidden Name' });
  await seek(place, {});
  const looks = (await auditOf(place.petition.id)).filter(({ act }) => act === 'signatures-looked-at');
  expect(looks).toEqual([
    { actor: place.member.accountId, act: 'signatures-looked-at', subject: { petition: place.petition.id } },
  ]);
});

test('taken-out ones are found as such, and left out where only counted ones are asked for', async () => {
  const place = await makeGuarded();
  await plantSigners(place.petition, many(3));
  await database().execute(sql`update signatures set invalidated_on = current_date where id = (
    select id from signatures where petition_id = ${place.petition.id} limit 1)`);
  expect((await seek(place, {})).matches.filter(({ isInvalidated }) => isInvalidated)).toHaveLength(1);
  expect((await seek(place, {}, '', 'counted')).matches).toHaveLength(2);
});

test('what is typed is read strictly, and every problem stands at its field', async () => {
  const place = await makeGuarded();
  const choices = await listChoices(place.member, place.team);
  const read = (typed: Partial<TypedFilter>) => readPattern({ ...emptyFilter, ...typed }, choices);
  const foreign = await makeShareLink(await makePetition(), null);
  const problems: [Partial<TypedFilter>, string][] = [
    [{ from: '2026-02-30' }, 'from'],
    [{ until: 'yesterday' }, 'until'],
    [{ from: '2026-02-02', until: '2026-02-01' }, 'until'],
    [{ partner: 'nobody' }, 'partner'],
    [{ share: foreign }, 'share'],
    [{ country: 'XX' }, 'country'],
    [{ domain: 'not a domain' }, 'domain'],
    [{ name: 'x'.repeat(101) }, 'name'],
  ];
  for (const [typed, field] of problems) {
    const answer = read(typed);
    expect('problems' in answer && Object.keys(answer.problems), JSON.stringify(typed)).toEqual([field]);
  }
  expect(read({ domain: '@Googlemail.com' })).toMatchObject({ pattern: { domain: 'gmail.com' } });
  expect(read({ partner: 'partner-1' })).toMatchObject({ pattern: { partner: place.petition.partners[0]?.id } });
});

test('a run without a pattern or without a reason is refused', async () => {
  const place = await makeGuarded();
  const choices = await listChoices(place.member, place.team);
  const read = (typed: Partial<TypedFilter>) => readRunWish({ ...emptyFilter, ...typed }, choices);
  expect(read({ reason: 'bot', name_is: 'equals', state: 'counted' })).toEqual({
    problems: { domain: 'invalidation.empty' },
  });
  expect(read({ name: 'x' })).toEqual({ problems: { reason: 'invalidation.reason.missing' } });
  expect(read({ name: 'x', reason: 'because' })).toEqual({ problems: { reason: 'invalidation.reason.missing' } });
  expect(read({ name: 'x', reason: 'bot' })).toMatchObject({ reason: 'bot', pattern: { name: 'x' } });
});
