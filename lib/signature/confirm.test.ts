import {
  closePetition,
  expect,
  keptOf,
  letAttemptsAge,
  lettersTo,
  makePetition,
  newAddress,
  onlySignatureOf,
  sign,
  signAndConfirm,
  signAndReadLetter,
  test,
  type WaitingLetter,
  whileRefusing,
} from '@/e2e/support/world.ts';
import { newToken } from '../token.ts';
import { confirmSignature } from './confirm.ts';
import { readMySignature } from './read.ts';
import { refuseAttempt } from './refuse.ts';
import { withdrawSignature } from './withdraw.ts';

const repeated = <T>(times: number, act: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: times }, (_, n) => act(n)));

const confirmLetter = ({ token }: WaitingLetter) => confirmSignature(token);

test('confirming makes the signature and ends the attempt', async () => {
  const petition = await makePetition();
  await signAndConfirm(petition);
  expect(await keptOf(petition)).toMatchObject({ attempts: 0, signatures: 1 });
});

test('the signature has the name and the consents of the form, and the day', async () => {
  const petition = await makePetition();
  const token = await signAndConfirm(petition, { name: 'Anna', consents: ['deliver', 'updates'] });
  expect(await readMySignature(token)).toMatchObject({
    name: 'Anna',
    consents: new Set(['deliver', 'updates']),
    confirmedOn: new Date().toISOString().slice(0, 10),
    versionId: petition.text.id,
  });
});

test('SA-12: what the mailbox’s owner corrects when confirming is what is kept', async () => {
  const petition = await makePetition();
  const [email, { token }] = await attackThenRead(petition);
  const corrections = { name: 'Anna Herself', country: 'FI', consents: ['deliver'] as const };
  expect(await confirmSignature(token, corrections)).toBe('confirmed');
  const mine = await readMySignature(token);
  expect(mine).toMatchObject({ name: 'Anna Herself', country: 'FI', consents: new Set(['deliver']) });
  // She asked for no letters, whatever the attacker had ticked for her.
  expect(mine?.mailboxIsKept).toBe(false);
  expect(await keptOf(petition)).toMatchObject({ attempts: (await lettersTo(email)).length - 1, signatures: 1 });
});

test('SA-12: the attacker who uses up the letters of an address leaves three attempts, and any of them serves', async () => {
  for (const which of [0, 1, 2]) {
    const petition = await makePetition();
    const [email] = await attackThenRead(petition);
    const letters = await lettersTo(email);
    expect(letters).toHaveLength(3);
    expect(await keptOf(petition)).toMatchObject({ attempts: 3 });
    const token = letters[which]?.token ?? newToken();
    expect(await confirmSignature(token, { name: 'Anna Herself', country: '', consents: [] })).toBe('confirmed');
    for (const letter of letters) expect((await readMySignature(letter.token))?.name).toBe('Anna Herself');
  }
});

/** Somebody types another's address again and again, under other names. */
async function attackThenRead(petition: Awaited<ReturnType<typeof makePetition>>) {
  const email = newAddress();
  for (let n = 1; n <= 6; n += 1) await sign(petition, { email, name: `Forged ${n}`, consents: ['updates'] });
  const [letter] = await lettersTo(email);
  if (!letter) throw new Error('No letter is waiting.');
  return [email, letter] as const;
}

test('confirming again changes nothing and ends well', async () => {
  const petition = await makePetition();
  const token = await signAndConfirm(petition);
  const before = await onlySignatureOf(petition);
  expect(await confirmSignature(token)).toBe('already-confirmed');
  expect(await onlySignatureOf(petition)).toEqual(before);
});

test('VE-04: fifty clicks on one link at once give one signature, and all end well', async () => {
  const petition = await makePetition();
  const token = await signAndReadLetter(petition);
  const outcomes = await repeated(50, () => confirmSignature(token));
  expect(outcomes.filter((outcome) => outcome === 'confirmed')).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === 'already-confirmed')).toHaveLength(49);
  expect(await keptOf(petition)).toMatchObject({ attempts: 0, signatures: 1 });
});

test('VE-04: fifty clicks on three links of one address at once give one signature, and all end well', async () => {
  // Many rounds: what may go wrong here is two statements locking the same attempts in different orders.
  for (let round = 0; round < 20; round += 1) {
    const petition = await makePetition();
    const email = newAddress();
    for (let n = 0; n < 3; n += 1) await sign(petition, { email });
    const [a = newToken(), b = a, c = b] = (await lettersTo(email)).map(({ token }) => token);
    const outcomes = await repeated(51, (n) => confirmSignature([a, b, c][n % 3] ?? a));
    expect(outcomes.filter((outcome) => outcome === 'confirmed')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'already-confirmed')).toHaveLength(50);
    expect(await keptOf(petition)).toMatchObject({ filled: 0, signatures: 1 });
  }
});

test('a hundred people confirming at once are a hundred signatures', async () => {
  const petition = await makePetition();
  const emails = Array.from({ length: 100 }, () => newAddress());
  await Promise.all(emails.map((email) => sign(petition, { email })));
  const tokens = await Promise.all(emails.map(async (email) => (await lettersTo(email))[0]?.token ?? newToken()));
  expect(new Set(await Promise.all(tokens.map((token) => confirmSignature(token))))).toEqual(new Set(['confirmed']));
  expect(await keptOf(petition)).toMatchObject({ attempts: 0, signatures: 100 });
});

test('SA-10: spellings of one mailbox are one signature', async () => {
  const petition = await makePetition();
  const name = newAddress().split('@')[0] ?? '';
  const spellings = [`${name}@yandex.ru`, `${name.replaceAll('-', '.')}@ya.ru`, `${name.toUpperCase()}+x@yandex.com`];
  const outcomes: string[] = [];
  for (const email of spellings) await sign(petition, { email });
  for (const email of spellings) outcomes.push(...(await Promise.all((await lettersTo(email)).map(confirmLetter))));
  expect(outcomes).toEqual(['confirmed', 'already-confirmed', 'already-confirmed']);
  expect(await keptOf(petition)).toMatchObject({ signatures: 1 });
});

test('the other letters of an address lead to its signature, and what was typed with them is gone', async () => {
  const petition = await makePetition();
  const email = newAddress();
  const first = await signAndReadLetter(petition, { email, name: 'First' });
  const second = await signAndReadLetter(petition, { email, name: 'Second' });
  expect(await confirmSignature(second)).toBe('confirmed');
  expect(await keptOf(petition)).toMatchObject({ attempts: 1, filled: 0, signatures: 1 });
  expect(await confirmSignature(first)).toBe('already-confirmed');
  expect(await readMySignature(first)).toMatchObject({ name: 'Second' });
});

test('the letter to somebody who has signed leads to the same signature', async () => {
  const petition = await makePetition();
  const email = newAddress();
  const confirmed = await signAndConfirm(petition, { email, name: 'Anna' });
  const again = await signAndReadLetter(petition, { email, name: 'Mallory' });
  expect(again).not.toBe(confirmed);
  expect(await readMySignature(again)).toEqual(await readMySignature(confirmed));
});

test('one address may sign two petitions', async () => {
  const email = newAddress();
  await signAndConfirm(await makePetition(), { email });
  await signAndConfirm(await makePetition(), { email });
});

test('without its consents there is no signature, and the attempt still waits', async () => {
  const petition = await makePetition();
  const token = await signAndReadLetter(petition, { consents: ['updates'] });
  await whileRefusing('consents', async () => {
    await expect(confirmSignature(token)).rejects.toThrow();
  });
  expect(await keptOf(petition)).toMatchObject({ attempts: 1, filled: 1, signatures: 0 });
  expect(await confirmSignature(token)).toBe('confirmed');
});

test('without its change of the count there is no signature', async () => {
  const petition = await makePetition();
  const token = await signAndReadLetter(petition);
  await whileRefusing('count_changes', async () => {
    await expect(confirmSignature(token)).rejects.toThrow();
  });
  expect(await keptOf(petition)).toMatchObject({ attempts: 1, signatures: 0 });
});

test('VE-03: a link works for seven days', async () => {
  const petition = await makePetition();
  const token = await signAndReadLetter(petition);
  await letAttemptsAge(petition, 7 * 24 - 1);
  expect(await confirmSignature(token)).toBe('confirmed');
});

test('VE-03: a link that is older than seven days is unknown', async () => {
  const petition = await makePetition();
  const token = await signAndReadLetter(petition);
  await letAttemptsAge(petition, 7 * 24);
  expect(await confirmSignature(token)).toBe('unknown');
  expect(await keptOf(petition)).toMatchObject({ signatures: 0 });
});

test('VE-09: whoever signed before the closing can confirm for 24 hours after it', async () => {
  const petition = await makePetition();
  const token = await signAndReadLetter(petition);
  await closePetition(petition, 23.9);
  expect(await confirmSignature(token)).toBe('confirmed');
});

test('VE-09: later than 24 hours after the closing nothing can be confirmed', async () => {
  const petition = await makePetition();
  const token = await signAndReadLetter(petition);
  await closePetition(petition, 24.1);
  expect(await confirmSignature(token)).toBe('closed');
  expect(await keptOf(petition)).toMatchObject({ attempts: 1, signatures: 0 });
});

test('whoever has confirmed still reaches the signature when the petition is closed', async () => {
  const petition = await makePetition();
  const token = await signAndConfirm(petition);
  await closePetition(petition, 48);
  expect(await confirmSignature(token)).toBe('already-confirmed');
});

test('a token that nobody was sent is unknown', async () => {
  expect(await confirmSignature(newToken())).toBe('unknown');
});

test('a refused attempt cannot be confirmed', async () => {
  const petition = await makePetition();
  const token = await signAndReadLetter(petition);
  await refuseAttempt(token, new Date());
  expect(await confirmSignature(token)).toBe('unknown');
});

test('of a confirmation and a refusal at once exactly one happens', async () => {
  for (let round = 0; round < 10; round += 1) {
    const petition = await makePetition();
    const email = newAddress();
    const first = await signAndReadLetter(petition, { email });
    const second = await signAndReadLetter(petition, { email });
    const [confirmed, refused] = await Promise.all([confirmSignature(first), refuseAttempt(second, new Date())]);
    const { filled, signatures } = await keptOf(petition);
    expect([confirmed, refused, signatures, filled]).toEqual(
      confirmed === 'confirmed' ? ['confirmed', 'unknown', 1, 0] : ['unknown', 'refused', 0, 0],
    );
  }
});

test('of fifty confirmations and fifty withdrawals at once none breaks', async () => {
  const petition = await makePetition();
  const email = newAddress();
  await repeated(3, () => sign(petition, { email }));
  const tokens = (await lettersTo(email)).map(({ token }) => token);
  const pick = (n: number) => tokens[n % tokens.length] ?? newToken();
  await repeated(50, async (n) => {
    await confirmSignature(pick(n));
    await withdrawSignature(pick(n + 1));
  });
  const { signatures, withdrawn } = await keptOf(petition);
  expect(signatures + withdrawn).toBe(1);
});

test('PV-14: the mailbox is kept for those who want letters, and for nobody else', async () => {
  const petition = await makePetition();
  const wants = await signAndConfirm(petition, { consents: ['updates'] });
  const doesNot = await signAndConfirm(petition, { consents: ['deliver'] });
  expect(await readMySignature(wants)).toMatchObject({ mailboxIsKept: true });
  expect(await readMySignature(doesNot)).toMatchObject({ mailboxIsKept: false });
});
