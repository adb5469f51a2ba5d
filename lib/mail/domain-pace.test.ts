import { createSecretKey, randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { expect, lettersTo, makePetition, newAddress, sign, test } from '@/e2e/support/world.ts';
import { domainMark, forgetDomainPaces } from './domain-pace.ts';
import { openLetter } from './letters.ts';
import { leaseBatch } from './queue.ts';

/** Leases every batch that is due and answers how many letters went to each domain. */
async function leaseAll(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (let batch = await leaseBatch(); batch; batch = await leaseBatch()) {
    for (const letter of batch.letters) {
      const domain = (await openLetter(letter))?.mailbox.split('@')[1] ?? '';
      counts[domain] = (counts[domain] ?? 0) + 1;
    }
  }
  return counts;
}

const letSecondsPass = (seconds: number) =>
  database().execute(sql`update domain_paces set slot = slot - ${seconds / 10}::int`);

const signFrom = async (domain: string, times: number) => {
  const petition = await makePetition();
  await Promise.all(Array.from({ length: times }, () => sign(petition, { email: newAddress(domain) })));
};

test('SA-05: of 500 letters to one domain 60 go in a minute, the rest waits, and others pass it', async () => {
  const firm = `firm-${randomBytes(4).toString('hex')}.test`;
  await signFrom(firm, 500);
  await signFrom('gmail.com', 150);
  await signFrom('small.test', 20);
  expect(await leaseAll()).toEqual({ [firm]: 60, 'gmail.com': 150, 'small.test': 20 });
  await letSecondsPass(50);
  expect(await leaseAll()).toEqual({});
  await letSecondsPass(20);
  expect(await leaseAll()).toEqual({ [firm]: 60 });
});

test('SA-05: four workers at once send a domain no more than one does', async () => {
  const firm = `firm-${randomBytes(4).toString('hex')}.test`;
  await signFrom(firm, 200);
  const counts = await Promise.all([leaseAll(), leaseAll(), leaseAll(), leaseAll()]);
  expect(counts.reduce((sum, count) => sum + (count[firm] ?? 0), 0)).toBe(60);
});

test('SA-05: a letter knows its domain as a number under the hour’s key alone, and large providers not at all', async () => {
  const [one, other] = [createSecretKey(randomBytes(32)), createSecretKey(randomBytes(32))];
  expect(domainMark('a@firm.test', one)).toBe(domainMark('b@firm.test', one));
  expect(domainMark('a@firm.test', one)).not.toBe(domainMark('a@firm.test', other));
  for (const domain of ['gmail.com', 'mail.ru', 'proton.me', 'example.org'])
    expect(domainMark(`a@${domain}`, one), domain).toBeNull();
  const email = newAddress('firm.test');
  await sign(await makePetition(), { email });
  expect(await lettersTo(email)).toHaveLength(1);
});

test('minutes that are over are forgotten', async () => {
  await signFrom('soon-forgotten.test', 3);
  await leaseAll();
  await letSecondsPass(200);
  expect(await forgetDomainPaces()).toBeGreaterThan(0);
  expect(await forgetDomainPaces()).toBe(0);
});
