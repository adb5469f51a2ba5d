import {
  closePetition,
  expect,
  keptOf,
  letCapsAge,
  lettersTo,
  makePetition,
  makeShareLink,
  newAddress,
  onlySignatureOf,
  sign,
  signAndConfirm,
  signAndReadLetter,
  test,
  whileRefusing,
} from '@/e2e/support/world.ts';
import { destroyKey } from '../keys/key-files.ts';
import { findPetition } from '../petition/read.ts';
import { confirmSignature } from './confirm.ts';
import { readMySignature } from './read.ts';
import { refuseAttempt } from './refuse.ts';

const kindsTo = async (email: string) => (await lettersTo(email)).map(({ kind }) => kind);

test('signing makes one attempt and one letter, and no signature yet', async () => {
  const petition = await makePetition();
  expect(await sign(petition)).toBe('accepted');
  expect(await keptOf(petition)).toMatchObject({ attempts: 1, filled: 1, letters: 1, signatures: 0 });
});

test('EM-01: without its letter there is no attempt', async () => {
  const petition = await makePetition();
  await whileRefusing('letters', async () => {
    await expect(sign(petition)).rejects.toThrow();
  });
  expect(await keptOf(petition)).toMatchObject({ attempts: 0, letters: 0 });
});

test('EM-01: without its attempt there is no letter', async () => {
  const petition = await makePetition();
  await whileRefusing('attempts', async () => {
    await expect(sign(petition)).rejects.toThrow();
  });
  expect(await keptOf(petition)).toMatchObject({ attempts: 0, letters: 0 });
});

test('the letter goes to the address as it was typed, in the language of the form', async () => {
  const email = `${newAddress().split('@')[0]?.toUpperCase()}+tag@GMAIL.com`;
  expect(await sign(await makePetition(), { email, locale: 'uk' })).toBe('accepted');
  expect(await lettersTo(email.replace('GMAIL', 'gmail'))).toMatchObject([
    { kind: 'confirm-signature', language: 'uk' },
  ]);
});

test('VE-07: new, waiting, confirmed and suppressed addresses get one answer, and only the letter differs', async () => {
  const petition = await makePetition();
  const [fresh, waiting, confirmed, suppressed] = [newAddress(), newAddress(), newAddress(), newAddress()];
  await sign(petition, { email: waiting });
  await signAndConfirm(petition, { email: confirmed });
  await refuseAttempt(await signAndReadLetter(petition, { email: suppressed }), new Date());
  const answers = await Promise.all([fresh, waiting, confirmed, suppressed].map((email) => sign(petition, { email })));
  expect(answers).toEqual(['accepted', 'accepted', 'accepted', 'accepted']);
  expect(await kindsTo(fresh)).toEqual(['confirm-signature']);
  expect(await kindsTo(waiting)).toEqual(['confirm-signature', 'confirm-signature']);
  expect(await kindsTo(confirmed)).toEqual(['confirm-signature', 'already-signed']);
  // Its first letter was still waiting when it was refused, and went with the refusal.
  expect(await kindsTo(suppressed)).toEqual([]);
});

test('a second signature from one address changes nothing but the letter', async () => {
  const petition = await makePetition();
  const email = newAddress();
  await signAndConfirm(petition, { email, name: 'First' });
  const before = await onlySignatureOf(petition);
  await sign(petition, { email, name: 'Second' });
  expect(await onlySignatureOf(petition)).toEqual(before);
  expect(await keptOf(petition)).toMatchObject({ attempts: 1, filled: 0, signatures: 1 });
});

test('SA-12: an address has three live attempts at most, and the fourth is answered like any other', async () => {
  const petition = await makePetition();
  const email = newAddress();
  for (let n = 0; n < 5; n += 1) expect(await sign(petition, { email })).toBe('accepted');
  expect(await keptOf(petition)).toMatchObject({ attempts: 3, letters: 3 });
});

test('the cap of one petition leaves another alone', async () => {
  const [one, other] = [await makePetition(), await makePetition()];
  const email = newAddress();
  for (let n = 0; n < 4; n += 1) await sign(one, { email });
  await sign(other, { email });
  expect(await keptOf(other)).toMatchObject({ attempts: 1, letters: 1 });
});

test('VE-04: fifty forms with one address at once are all accepted and send three letters at most', async () => {
  const petition = await makePetition();
  const email = newAddress();
  const answers = await Promise.all(Array.from({ length: 50 }, () => sign(petition, { email })));
  expect(new Set(answers)).toEqual(new Set(['accepted']));
  const { attempts, letters } = await keptOf(petition);
  expect(letters).toBe(attempts);
  expect(letters).toBeGreaterThan(0);
  expect(letters).toBeLessThanOrEqual(3);
});

test('two hundred people at once all get their letters', async () => {
  const petition = await makePetition();
  await Promise.all(Array.from({ length: 200 }, () => sign(petition)));
  expect(await keptOf(petition)).toMatchObject({ attempts: 200, letters: 200 });
});

test('spellings of one mailbox share its three attempts', async () => {
  const petition = await makePetition();
  const name = newAddress().split('@')[0] ?? '';
  for (const email of [`${name}@gmail.com`, `${name}+1@gmail.com`, `${name.toUpperCase()}@googlemail.com`]) {
    await sign(petition, { email });
  }
  await sign(petition, { email: `x.${name}@gmail.com`.replace('x.', '') });
  expect(await keptOf(petition)).toMatchObject({ attempts: 3, letters: 3 });
});

test('a closed petition takes no signature', async () => {
  const petition = await closePetition(await makePetition());
  expect(await sign(petition)).toBe('closed');
  expect(await keptOf(petition)).toMatchObject({ attempts: 0, letters: 0 });
});

test('a process that has not heard of the closing takes no signature either', async () => {
  const petition = await makePetition();
  await closePetition(petition);
  expect(await sign(petition)).toBe('closed');
  expect(await keptOf(petition)).toMatchObject({ attempts: 0, letters: 0 });
});

test('a petition that closes by itself is closed from that moment on', async () => {
  const closesAt = new Date(Date.now() + 3_600_000);
  const petition = await makePetition({ closesAt });
  expect(await sign(petition, { now: new Date(closesAt.getTime() - 1) })).toBe('accepted');
  expect(await sign(petition, { now: closesAt })).toBe('closed');
});

test('PV-03: a petition without its keys refuses to sign and writes nothing', async () => {
  const petition = await makePetition();
  await destroyKey(`petition-${petition.id}-data`);
  await expect(sign(petition)).rejects.toThrow('A petition has no keys');
  expect(await keptOf(petition)).toMatchObject({ attempts: 0, letters: 0 });
});

test('whoever comes through a partner is counted with it', async () => {
  const petition = await makePetition();
  const token = await signAndConfirm(petition, { partner: 'partner-2' });
  const partner = petition.partners.find(({ slug }) => slug === 'partner-2');
  expect(await readMySignature(token)).toMatchObject({ partnerId: partner?.id });
});

test("whoever comes through a partner's share link is counted with that partner", async () => {
  const made = await makePetition();
  const partnerId = made.partners[1]?.id ?? null;
  const share = await makeShareLink(made, partnerId);
  await expect.poll(async () => (await findPetition(made.slug))?.shareLinks.length).toBe(1);
  const petition = (await findPetition(made.slug)) ?? made;
  await signAndConfirm(petition, { share });
  expect(await onlySignatureOf(petition)).toMatchObject({ partnerId, shareCode: share });
});

test('a partner or share code that is not of this petition is ignored', async () => {
  const petition = await makePetition();
  const elsewhere = await makeShareLink(await makePetition(), null);
  await signAndConfirm(petition, { partner: 'nobody', share: elsewhere });
  expect(await onlySignatureOf(petition)).toMatchObject({ partnerId: null, shareCode: null });
});

test("a partner's letters can be asked for only where there is a partner", async () => {
  const petition = await makePetition();
  const through = await signAndConfirm(petition, { consents: ['partner-updates'], partner: 'partner-1' });
  const alone = await signAndConfirm(petition, { consents: ['partner-updates'] });
  expect(await readMySignature(through)).toMatchObject({
    consents: new Set(['partner-updates']),
    mailboxIsKept: true,
  });
  expect(await readMySignature(alone)).toMatchObject({ consents: new Set(), mailboxIsKept: false });
});

test('a fault of one form is not a fault of those that came with it', async () => {
  const [petition, broken] = [await makePetition(), await makePetition()];
  const outcomes = await Promise.allSettled([
    sign(petition),
    sign({ ...broken, text: { ...broken.text, id: '00000000-0000-4000-8000-000000000000' } }),
    sign(petition),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await keptOf(petition)).toMatchObject({ attempts: 2, letters: 2 });
});

test('a day later an address whose attempts are confirmed or gone has room again', async () => {
  const petition = await makePetition();
  const email = newAddress();
  const token = await signAndReadLetter(petition, { email });
  expect(await confirmSignature(token)).toBe('confirmed');
  for (let n = 0; n < 4; n += 1) await sign(petition, { email });
  expect(await kindsTo(email)).toEqual(['confirm-signature', 'already-signed', 'already-signed']);
  await letCapsAge(25);
  await sign(petition, { email });
  expect(await kindsTo(email)).toHaveLength(4);
});
