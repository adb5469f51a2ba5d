import { randomBytes } from 'node:crypto';
import {
  disguisesOf,
  everythingStored,
  expect,
  lettersTo,
  makePetition,
  onlySignatureOf,
  postingHoursOf,
  sign,
  signAndConfirm,
  test,
} from '@/e2e/support/world.ts';
import { currentTime } from '../clock.ts';
import { petitionKeys } from '../keys/petition-keys.ts';
import { confirmSignature } from './confirm.ts';
import { refuseAttempt } from './refuse.ts';
import { openSignature, sealSignature } from './sealed.ts';
import { withdrawSignature } from './withdraw.ts';

/** A person nobody else is like, so that any trace of them is theirs. */
function canary() {
  const mark = randomBytes(6).toString('hex');
  return {
    name: `Канарейка ${mark}`,
    email: `Canary.${mark}+tag@googlemail.com`,
    canonical: `canary${mark}@gmail.com`,
  };
}

async function expectNoTrace(person: ReturnType<typeof canary>, tokens: readonly string[]): Promise<void> {
  const stored = await everythingStored();
  const secrets = [person.name, person.email, person.canonical, person.email.split('@')[0] ?? '', ...tokens];
  const rawTokens = tokens.map((token) => Buffer.from(token, 'base64url').toString('hex'));
  for (const trace of [...secrets.flatMap(disguisesOf), ...rawTokens]) expect(stored.includes(trace)).toBe(false);
}

test('the search for traces finds what is there', async () => {
  const petition = await makePetition({ title: 'Öffentlich' });
  const stored = await everythingStored();
  expect(stored).toContain('öffentlich');
  expect(stored).toContain(petition.text.sha256);
});

test('PV-01: nothing in the database says who has posted, confirmed, refused or withdrawn', async () => {
  const petition = await makePetition();
  const person = canary();
  await sign(petition, { ...person, country: 'UA', consents: ['updates', 'deliver'] });
  await sign(petition, person);
  const tokens = (await lettersTo(person.email)).map(({ token }) => token);
  await expectNoTrace(person, tokens);
  const [first, second] = tokens;
  if (!first || !second) throw new Error('There are not two letters.');
  expect(await confirmSignature(first)).toBe('confirmed');
  await expectNoTrace(person, tokens);
  expect(await withdrawSignature(second)).toBe('withdrawn');
  await expectNoTrace(person, tokens);
  await sign(petition, person);
  const third = (await lettersTo(person.email)).at(-1)?.token ?? first;
  expect(await refuseAttempt(third, await currentTime())).toBe('refused');
  await expectNoTrace(person, [...tokens, third]);
});

test('the keyed hash of one address differs between petitions', async () => {
  const { email } = canary();
  const [one, other] = [await makePetition(), await makePetition()];
  await signAndConfirm(one, { email });
  await signAndConfirm(other, { email });
  expect((await onlySignatureOf(one)).duplicateKey).not.toEqual((await onlySignatureOf(other)).duplicateKey);
});

test('PV-09: of the moment of posting only the hour is kept', async () => {
  const petition = await makePetition();
  await sign(petition);
  const [postedAt] = await postingHoursOf(petition);
  expect(postedAt?.toISOString()).toMatch(/:00:00\.000Z$/);
  expect(Date.now() - (postedAt?.getTime() ?? 0)).toBeLessThan(3_600_000 + 60_000);
});

test('a sealed field moved to another row does not open', async () => {
  const keys = await petitionKeys((await makePetition()).id);
  const sealed = sealSignature(keys, 'one', { name: 'Anna', country: '', language: 'en' });
  expect(openSignature(keys, 'one', sealed)).toMatchObject({ name: 'Anna' });
  expect(() => openSignature(keys, 'other', sealed)).toThrow();
});

test('a sealed field in which one bit was changed does not open', async () => {
  const keys = await petitionKeys((await makePetition()).id);
  const sealed = sealSignature(keys, 'one', { name: 'Anna', country: '', language: 'en' });
  for (const place of [0, 12, sealed.length - 1]) {
    const changed = Buffer.from(sealed);
    changed[place] = (changed[place] ?? 0) ^ 1;
    expect(() => openSignature(keys, 'one', changed)).toThrow();
  }
});

test('the keys of one petition open nothing of another', async () => {
  const [one, other] = await Promise.all([makePetition(), makePetition()]);
  const sealed = sealSignature(await petitionKeys(one.id), 'one', { name: 'Anna', country: '', language: 'en' });
  const otherKeys = await petitionKeys(other.id);
  expect(() => openSignature(otherKeys, 'one', sealed)).toThrow();
});
