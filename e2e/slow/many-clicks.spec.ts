import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import type { Petition } from '@/lib/petition/read.ts';
import { lettersTo, tokenIn } from '../support/mailbox.ts';
import { expect, test } from '../support/own-petition.ts';
import { post, seeCount, ticketOn } from '../support/signer.ts';
import { newAddress } from '../support/world.ts';

/** VE-04 over HTTP, with the worker and its letters: rooms have the same without them. */

const ROUNDS = 100;
const AT_ONCE = 50;
/** Rounds whose letters are on their way together: the worker sends in batches. */
const TOGETHER = 5;

const crowd = <T>(act: (n: number) => Promise<T>) => Promise.all(Array.from({ length: AT_ONCE }, (_, n) => act(n)));

async function signAtOnce({ slug }: Petition, email: string): Promise<void> {
  const fields = { name: 'Test Signer', email, updates: 'yes' };
  const answers = await crowd(() => post(`/en/petitions/${slug}/signatures`, fields));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
  expect(new Set(answers.map(({ headers }) => headers.get('location'))).size).toBe(1);
}

/** Letters that ask to confirm; the thanks are not among them. */
const asking = async (email: string) => (await lettersTo(email)).filter(({ html }) => html.includes('/confirmation'));

async function confirmAtOnce(email: string): Promise<readonly string[]> {
  await expect.poll(async () => (await asking(email)).length, { timeout: 30_000 }).toBeGreaterThan(0);
  const tokens = (await asking(email)).map(tokenIn);
  const path = (n: number) => `/en/signatures/${tokens[n % tokens.length]}/confirmation`;
  const tickets = await Promise.all(tokens.map((_, n) => ticketOn(path(n))));
  // A page younger than a second confirms nothing (VE-02).
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  const answers = await crowd((n) => post(path(n), { sure: 'yes', ticket: tickets[n % tokens.length] ?? '' }));
  expect(answers.map(({ status }) => status)).toEqual(Array(AT_ONCE).fill(303));
  for (const [n, { headers }] of answers.entries())
    expect(headers.get('location')).toMatch(new RegExp(`/en/signatures/${tokens[n % tokens.length]}$`));
  return tokens;
}

const confirmedOf = async ({ id }: Petition): Promise<number> => {
  const [row] = await database().execute<{ count: number }>(sql`
    select count(*)::int as count from signatures where petition_id = ${id}`);
  return row?.count ?? -1;
};

test('VE-04: in 100 rounds of fifty forms and fifty clicks at once each mailbox counts once', async ({
  house,
  page,
}) => {
  const petition = await house.makePetition();
  const mailboxes = Array.from({ length: ROUNDS }, () => newAddress());
  for (let n = 0; n < ROUNDS; n += TOGETHER) {
    const some = mailboxes.slice(n, n + TOGETHER);
    for (const email of some) await signAtOnce(petition, email);
    for (const [m, email] of some.entries()) {
      await confirmAtOnce(email);
      expect(await confirmedOf(petition)).toBe(n + m + 1);
    }
  }
  await seeCount(page, `/en/petitions/${petition.slug}`, ROUNDS);
  // The last thanks may still be on their way.
  await expect
    .poll(async () => (await lettersTo(mailboxes.at(-1) ?? '')).length - (await asking(mailboxes.at(-1) ?? '')).length)
    .toBe(1);
  let letters = 0;
  for (const email of mailboxes) {
    const [all, asked] = [await lettersTo(email), await asking(email)];
    expect(asked.length, email).toBeLessThanOrEqual(3);
    expect(all.length - asked.length, `thanks to ${email}`).toBe(1);
    letters += asked.length;
  }
  console.log(
    `${ROUNDS} rounds: ${ROUNDS * AT_ONCE} forms, as many clicks, ${letters} letters that ask, ${ROUNDS} thanks`,
  );
});
