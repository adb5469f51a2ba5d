import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import {
  disguisesOf,
  everythingStored,
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
} from '@/e2e/support/world.ts';
import { currentTime } from '../clock.ts';
import { foldCounts } from '../count/fold.ts';
import { readForm } from '../form.ts';
import { chooseDelivery, chooseFollowing } from './choose.ts';
import { confirmSignature } from './confirm.ts';
import { eraseDetails } from './erase.ts';
import { readAnswers } from './fields.ts';
import { findByToken } from './find.ts';
import { readAttempt, readMySignature } from './read.ts';
import { liftRefusal, refuseAttempt } from './refuse.ts';
import { remindAttempts } from './remind.ts';
import { openRefusal } from './sealed.ts';
import { withdrawSignature } from './withdraw.ts';

const countOnly = { privacyMode: 'count-only' } as const;

const postedForm = (fields: Record<string, string>) =>
  readForm(new Request('http://localhost', { method: 'POST', body: new URLSearchParams(fields) }));

test('the form of a petition that only counts takes the address, and looks at nothing else', async () => {
  const form = await postedForm({ email: newAddress(), name: '=x', country: 'XX', deliver: 'yes', updates: 'yes' });
  if (typeof form === 'string') throw new Error('The form was not read.');
  expect(readAnswers(form)).toHaveProperty('problems');
  expect(readAnswers(form, 'count-only')).toMatchObject({ answers: { name: '', country: '', consents: [] } });
});

test('a waiting attempt holds the duplicate key, and what only its letter can open', async () => {
  const petition = await makePetition(countOnly);
  const email = newAddress();
  const token = await signAndReadLetter(petition, { email, name: 'Not Asked' });
  const found = await findByToken(token);
  if (found?.kind !== 'attempt') throw new Error('No attempt.');
  expect(await readAttempt(found)).toBeNull();
  expect(found.sealed).toHaveLength(60);
  expect(openRefusal(token, found.id, found.sealed)).toHaveLength(32);
  const stranger = await signAndReadLetter(petition);
  expect(() => openRefusal(stranger, found.id, found.sealed)).toThrow();
});

test('PV-01: after the confirmation nothing sealed remains, and no word of the signer is stored', async () => {
  const petition = await makePetition(countOnly);
  const email = newAddress();
  const token = await signAndConfirm(petition, { email, name: 'Kanarienvogel', country: 'GE', consents: ['updates'] });
  expect(await onlySignatureOf(petition)).toMatchObject({ sealed: null });
  expect(await keptOf(petition)).toMatchObject({ signatures: 1, attempts: 0, consents: 0 });
  const stored = await everythingStored();
  for (const trace of [email, 'Kanarienvogel', token].flatMap(disguisesOf)) expect(stored.includes(trace)).toBe(false);
  expect(await readMySignature(token)).toMatchObject({ details: 'none', name: null, country: '', consents: new Set() });
});

test('it counts once for each address, by the day and through no country', async () => {
  const petition = await makePetition(countOnly);
  const email = newAddress();
  await signAndConfirm(petition, { email, country: 'GE' });
  await sign(petition, { email });
  expect((await lettersTo(email)).map(({ kind }) => kind)).toEqual(['confirm-signature', 'already-signed']);
  await foldCounts();
  const [numbers] = await database().execute<{ days: number; countries: number }>(sql`
    select (select sum(confirmed)::int from daily_counts where petition_id = ${petition.id}) as days,
      (select count(*)::int from country_counts where petition_id = ${petition.id}) as countries`);
  expect(numbers).toEqual({ days: 1, countries: 0 });
});

test('withdrawing and erasing end well, and choosing letters has nothing to choose', async () => {
  const petition = await makePetition(countOnly);
  const token = await signAndConfirm(petition);
  expect(await chooseFollowing(token, { updates: true, partnerUpdates: false, email: '' })).toBe('sealed');
  expect(await chooseFollowing(token, { updates: false, partnerUpdates: false, email: '' })).toBe('changed');
  expect(await chooseDelivery(token, true)).toBe('sealed');
  expect(await eraseDetails(token)).toBe('erased');
  expect(await readMySignature(token)).toMatchObject({ details: 'none' });
  expect(await withdrawSignature(token)).toBe('withdrawn');
  expect(await confirmSignature(token)).toBe('unknown');
  expect(await keptOf(petition)).toMatchObject({ signatures: 0, withdrawn: 1 });
});

test('VE-08: "it was not me" blocks the address although the site cannot read it', async () => {
  const petition = await makePetition(countOnly);
  const email = newAddress();
  const token = await signAndReadLetter(petition, { email });
  expect(await refuseAttempt(token, await currentTime())).toBe('refused');
  await sign(petition, { email });
  await sign(await makePetition(), { email });
  expect(await lettersTo(email)).toEqual([]);
  expect(await liftRefusal(token)).toBe('lifted');
  await sign(petition, { email });
  expect(await lettersTo(email)).toHaveLength(1);
});

test('nobody is reminded: the site does not know where to write to', async () => {
  const petition = await makePetition(countOnly);
  await sign(petition);
  await letAttemptsAge(petition, 26);
  await database().execute(sql`delete from letters where petition_id = ${petition.id}`);
  while ((await remindAttempts(await currentTime())) > 0);
  expect(await keptOf(petition)).toMatchObject({ attempts: 1, letters: 0 });
});
