import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { readAddress } from '@/lib/address/address.ts';
import { recipientOf } from '@/lib/keys/recipient-keys.ts';
import type { Petition } from '@/lib/petition/read.ts';
import { signaturesPath } from '@/lib/urls.ts';
import { expect, test } from '../support/own-petition.ts';
import { siteUrl } from '../support/places.ts';
import { ask, type RawAnswer } from '../support/raw.ts';

/** Somebody floods one mailbox through our forms (SA-01): over many petitions, sources and spellings. */

const FORMS = 200;

/** Spellings of one mailbox: dots, tags, cases and both names of the provider. */
function spellingsOf(name: string): string[] {
  const dotted = [...name].join('.');
  return [
    `${name}@gmail.com`,
    `${dotted}@gmail.com`,
    `${name.slice(0, 3)}.${name.slice(3)}@googlemail.com`,
    `${name}+news@gmail.com`,
    `${dotted}+a.b.c@googlemail.com`,
    `${name.toUpperCase()}@gmail.com`,
    `${name}@GMAIL.COM`,
    `  ${name}+x@GoogleMail.com `,
  ];
}

const post = (petition: Petition, email: string, from: string): Promise<RawAnswer> =>
  ask({
    method: 'POST',
    path: signaturesPath('en', petition.slug),
    from,
    body: new URLSearchParams({ name: 'Somebody Else', email }).toString(),
    headers: { origin: siteUrl, 'content-type': 'application/x-www-form-urlencoded' },
  });

/** All of an answer but its time, and the petition's own name in it. */
function sameOf({ headers: { date, ...headers }, status, text }: RawAnswer, { slug }: Petition): string {
  expect(date).toBeTruthy();
  return JSON.stringify({ status, headers, text }).replaceAll(slug, 'petition');
}

/** How many letters each petition has written, gone or not. */
async function lettersOf(petitions: readonly Petition[]): Promise<number[]> {
  const rows = await database().execute<{ count: number }>(sql`
    select (select count(*)::int from letters l where l.petition_id = p.id)
      + (select coalesce(sum(handed_over + dead), 0)::int from letter_tallies t where t.petition_id = p.id) as count
    from petitions p where p.id::text in (select jsonb_array_elements_text(${JSON.stringify(petitions.map(({ id }) => id))}::text::jsonb))`);
  return rows.map(({ count }) => count);
}

/** A day passes for what is known of this mailbox, and its attempts are gone. */
async function letDaysPass(days: number, email: string, petitions: readonly Petition[]): Promise<void> {
  const address = readAddress(email);
  if (typeof address === 'string') throw new Error('No address.');
  const { current } = await recipientOf(address.canonical, petitions[0]?.id ?? '', await currentTime());
  const hours = days * 24 + 1;
  await database().execute(sql`
    update letter_caps set hours = array(select hour - ${hours}::int from unnest(hours) hour), ends_hour = ends_hour - ${hours}::int
    where recipient_key = decode(${current.key.toString('hex')}, 'hex')`);
  await database().execute(sql`
    delete from attempts where petition_id::text in (select jsonb_array_elements_text(${JSON.stringify(petitions.map(({ id }) => id))}::text::jsonb))`);
}

test('SA-01: two hundred forms for one mailbox are answered alike, and it gets three, five and ten letters', async ({
  house,
}) => {
  test.setTimeout(180_000);
  const petitions: Petition[] = [];
  for (let n = 0; n < 20; n += 1) petitions.push(await house.makePetition());
  const [first] = petitions;
  if (!first) throw new Error('No petition.');
  const name = `a${randomBytes(6).toString('hex')}`;
  const spellings = spellingsOf(name);
  const innocent = await post(first, `${name}@example.org`, '127.3.3.3');
  const answers = new Set<string>();
  // The first petition alone, by a quarter of the forms, then all in turns.
  const flood = async (day: number) => {
    for (let n = 0; n < FORMS; n += 1) {
      const petition = n < FORMS / 4 ? first : (petitions[n % petitions.length] ?? first);
      const answer = await post(
        petition,
        spellings[n % spellings.length] ?? '',
        `127.${day}.${n % 250}.${1 + (n % 7)}`,
      );
      answers.add(sameOf(answer, petition));
    }
    const counts = await lettersOf(petitions);
    // One of them is the innocent address's own.
    return { most: Math.max(...counts), all: counts.reduce((sum, count) => sum + count, 0) - 1 };
  };
  const dayOne = await flood(1);
  expect(answers).toEqual(new Set([sameOf(innocent, first)]));
  expect(innocent.status).toBe(303);
  expect(dayOne.all).toBe(5);
  expect(dayOne.most).toBeLessThanOrEqual(3 + 1);
  await letDaysPass(1, spellings[0] ?? '', petitions);
  expect((await flood(2)).all).toBe(10);
  await letDaysPass(1, spellings[0] ?? '', petitions);
  expect((await flood(4)).all).toBe(10);
  expect(answers.size).toBe(1);
});
