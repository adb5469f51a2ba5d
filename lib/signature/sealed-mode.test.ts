import { sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { giveKey, loseKeys, makeAgePair, makeSealedPetition, openRecord, readAnew } from '@/e2e/support/sealing.ts';
import {
  disguisesOf,
  draftPetition,
  endorse,
  everythingStored,
  expect,
  keptOf,
  letAttemptsAge,
  lettersTo,
  newAddress,
  onlySignatureOf,
  sign,
  signAndConfirm,
  signAndReadLetter,
  test,
} from '@/e2e/support/world.ts';
import { currentTime } from '../clock.ts';
import { foldCounts } from '../count/fold.ts';
import { countOf, partnerCountOf, watchCount } from '../count/read.ts';
import { readLedger } from '../invalidation/ledger.ts';
import { publishVersion } from '../petition/publish.ts';
import type { Petition } from '../petition/read.ts';
import { keyInUse } from '../petition/sealing.ts';
import { chooseDelivery, chooseFollowing } from './choose.ts';
import { confirmSignature } from './confirm.ts';
import { eraseDetails } from './erase.ts';
import { findByToken } from './find.ts';
import { readAttempt, readMySignature } from './read.ts';
import { refuseAttempt } from './refuse.ts';
import { remindAttempts } from './remind.ts';
import { recordBehindRefusal } from './sealed.ts';
import { withdrawSignature } from './withdraw.ts';

const person = () => ({ email: newAddress(), name: `Канарейка ${newAddress().slice(7, 20)}`, country: 'GE' });

test('PV-03: what was typed is stored sealed to the team alone, before and after the confirmation', async () => {
  const { key, petition } = await makeSealedPetition();
  const typed = person();
  const token = await signAndReadLetter(petition, { ...typed, consents: ['deliver', 'updates'], locale: 'ru' });
  const traces = [typed.name, typed.email, typed.email.split('@')[0] ?? ''].flatMap(disguisesOf);
  const waiting = await everythingStored();
  for (const trace of traces) expect(waiting.includes(trace)).toBe(false);
  const attempt = await findByToken(token);
  if (attempt?.kind !== 'attempt') throw new Error('No attempt.');
  expect(await readAttempt(attempt)).toBeNull();
  const record = recordBehindRefusal(attempt.sealed);

  expect(await confirmSignature(token)).toBe('confirmed');
  const { id, sealed } = await onlySignatureOf(petition);
  expect(sealed).toEqual(record);
  const stored = await everythingStored();
  for (const trace of traces) expect(stored.includes(trace)).toBe(false);
  expect(await openRecord(key.identity, sealed ?? Buffer.alloc(0))).toEqual({
    v: 1,
    id,
    name: typed.name,
    address: typed.email,
    country: 'GE',
    language: 'ru',
    consents: ['deliver', 'updates'],
    day: (await currentTime()).toISOString().slice(0, 10),
  });
});

test('PV-03: another identity opens nothing', async () => {
  const { petition } = await makeSealedPetition();
  await signAndConfirm(petition);
  const { sealed } = await onlySignatureOf(petition);
  const stranger = await makeAgePair();
  await expect(openRecord(stranger.identity, sealed ?? Buffer.alloc(0))).rejects.toThrow();
});

test('PV-03: without a key nobody signs, and no row is written', async () => {
  const { petition } = await makeSealedPetition();
  await loseKeys(petition);
  await expect.poll(async () => (await readAnew(petition.slug)).sealingKeys).toEqual([]);
  await expect(sign(await readAnew(petition.slug))).rejects.toThrow('no key to seal to');
  expect(await keptOf(petition)).toMatchObject({ attempts: 0, letters: 0, signatures: 0 });
});

test('PV-03: with a malformed key nobody signs either', async () => {
  const { key, petition } = await makeSealedPetition();
  const slip = key.recipient.endsWith('q') ? 'p' : 'q';
  for (const recipient of ['', 'age1', key.recipient.slice(0, -1) + slip, `${key.recipient}\n`]) {
    const sealingKeys = [{ recipient, activeFrom: new Date(0) }];
    await expect(sign({ ...petition, sealingKeys })).rejects.toMatchObject({ code: 'KEYS_AWAY' });
  }
  expect(await keptOf(petition)).toMatchObject({ attempts: 0, letters: 0 });
});

test('a long name makes no longer record than a short one', async () => {
  const { petition } = await makeSealedPetition();
  for (const name of ['Li', 'Rosalind Franklin-Meitner']) await signAndConfirm(petition, { name });
  const rows = await database().execute<{ lengths: number }>(sql`
    select count(distinct length(sealed))::int as lengths from signatures where petition_id = ${petition.id}`);
  expect(rows).toEqual([{ lengths: 1 }]);
});

test('nothing is ticked, counted by country or reminded of in clear', async () => {
  const { petition } = await makeSealedPetition();
  await signAndConfirm(petition, { ...person(), consents: ['deliver', 'updates'] });
  await sign(petition);
  await database().execute(sql`delete from letters where petition_id = ${petition.id}`);
  await letAttemptsAge(petition, 26);
  while ((await remindAttempts(await currentTime())) > 0);
  await foldCounts();
  const [row] = await database().execute(sql`
    select count(*)::int as countries from country_counts where petition_id = ${petition.id}`);
  expect(row).toEqual({ countries: 0 });
  expect(await keptOf(petition)).toMatchObject({ consents: 0, letters: 0, attempts: 1 });
});

test('a second form of a signer gets the letter that says so, and changes nothing', async () => {
  const { petition } = await makeSealedPetition();
  const { email } = person();
  await signAndConfirm(petition, { email });
  const before = await onlySignatureOf(petition);
  await sign(petition, { email, name: 'Somebody Else' });
  expect((await lettersTo(email)).map(({ kind }) => kind)).toEqual(['confirm-signature', 'already-signed']);
  expect(await onlySignatureOf(petition)).toEqual(before);
});

test('the own page knows that details are sealed; they can be erased or withdrawn, and not changed', async () => {
  const { petition } = await makeSealedPetition();
  const token = await signAndConfirm(petition, { ...person(), consents: ['deliver'] });
  const { sealed } = await onlySignatureOf(petition);
  expect(await readMySignature(token)).toMatchObject({ details: 'sealed', name: null, country: '' });
  expect(await chooseDelivery(token, false)).toBe('sealed');
  expect(await chooseFollowing(token, { updates: true, partnerUpdates: false, email: newAddress() })).toBe('sealed');
  expect((await onlySignatureOf(petition)).sealed).toEqual(sealed);
  expect(await eraseDetails(token)).toBe('erased');
  expect(await readMySignature(token)).toMatchObject({ details: 'erased' });
  expect((await onlySignatureOf(petition)).sealed).toBeNull();
  expect(await withdrawSignature(token)).toBe('withdrawn');
  expect(await keptOf(petition)).toMatchObject({ signatures: 0, withdrawn: 1 });
});

test('VE-08: "it was not me" works without the site knowing the address', async () => {
  const { petition } = await makeSealedPetition();
  const { email } = person();
  const token = await signAndReadLetter(petition, { email });
  expect(await refuseAttempt(token, await currentTime())).toBe('refused');
  await sign(petition, { email });
  expect(await lettersTo(email)).toEqual([]);
  expect(await keptOf(petition)).toMatchObject({ attempts: 0 });
});

/** Folds, and waits until this process has heard of it. */
async function publicCount(petition: Petition, exact: number): Promise<number> {
  await foldCounts();
  await expect
    .poll(async () => (await readLedger({ id: petition.id, privacyMode: 'private' }, 1)).confirmed)
    .toBe(exact);
  return (await countOf(petition)).count;
}

test('VE-11: the public number of a sealed petition moves in steps of five, everywhere', async () => {
  const { petition } = await makeSealedPetition();
  const partner = petition.partners[0];
  const told: number[] = [];
  const stop = watchCount(petition, ({ count }) => told.push(count));
  for (let n = 1; n <= 4; n += 1) await signAndConfirm(petition, { partner: partner?.slug ?? '' });
  expect(await publicCount(petition, 4)).toBe(0);
  const last = await signAndConfirm(petition, { partner: partner?.slug ?? '' });
  expect(await publicCount(petition, 5)).toBe(5);
  for (let n = 6; n <= 9; n += 1) await signAndConfirm(petition);
  expect(await publicCount(petition, 9)).toBe(5);
  expect(partnerCountOf(petition, partner?.id ?? '')).toBe(5);
  expect(await readLedger(petition, 1)).toMatchObject({ confirmed: 5, withdrawn: 0, count: 5 });
  // A stream that spoke at every confirmation would date each of them.
  expect(told).toEqual([5]);
  for (let n = 10; n <= 12; n += 1) await signAndConfirm(petition);
  expect(await publicCount(petition, 12)).toBe(10);
  await withdrawSignature(last);
  await foldCounts();
  await expect.poll(async () => (await readLedger({ id: petition.id, privacyMode: 'private' }, 1)).count).toBe(11);
  expect(await readLedger(petition, 1)).toMatchObject({ withdrawn: 0, count: 10 });
  stop();
});

test('a sealed petition is published only with a key that two owners have proved to open', async () => {
  const draft = await draftPetition({ privacyMode: 'sealed' });
  await endorse(draft.versionId, draft.partnerIds);
  const publish = async () => publishVersion(draft.versionId, 'command', await currentTime());
  expect(await publish()).toBe('no-sealing-key');
  const { keyId, holders } = await giveKey(draft);
  const [first] = holders;
  await database().execute(sql`
    update members set left_at = clock_timestamp() where account_id = ${first?.accountId ?? ''}`);
  expect(await publish()).toBe('too-few-key-holders');
  await database().execute(sql`update members set left_at = null where account_id = ${first?.accountId ?? ''}`);
  await database().execute(
    sql`delete from sealing_openings where key_id = ${keyId} and account_id <> ${first?.accountId ?? ''}`,
  );
  expect(await publish()).toBe('too-few-key-holders');
});

test('AD-11: the database lets no new key of a published petition be used before 72 hours', async () => {
  const { holders, key, petition } = await makeSealedPetition();
  const next = await makeAgePair();
  const now = await currentTime();
  const [made, approved] = holders;
  const write = (hours: number, approvedBy: string | null) =>
    database()
      .insert(schema.sealingKeys)
      .values({
        petitionId: petition.id,
        recipient: next.recipient,
        wrapped: '-----BEGIN AGE ENCRYPTED FILE-----',
        madeBy: made?.accountId ?? '',
        madeAt: now,
        approvedBy,
        activeFrom: new Date(now.getTime() + hours * 3_600_000),
      });
  await expect(write(71, approved?.accountId ?? '')).rejects.toThrow();
  await expect(write(73, null)).rejects.toThrow();
  await write(73, approved?.accountId ?? '');
  await expect.poll(async () => (await readAnew(petition.slug)).sealingKeys).toHaveLength(2);
  const changed = await readAnew(petition.slug);
  expect(keyInUse(changed.sealingKeys, now)?.recipient).toBe(key.recipient);
  expect(keyInUse(changed.sealingKeys, new Date(now.getTime() + 74 * 3_600_000))?.recipient).toBe(next.recipient);
  await signAndConfirm(changed);
  const { sealed } = await onlySignatureOf(petition);
  expect((await openRecord(key.identity, sealed ?? Buffer.alloc(0))).v).toBe(1);
});
