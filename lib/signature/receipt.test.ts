import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { appendSigns, logPublished, logUpToDate, ownPolicy } from '@/e2e/support/log.ts';
import { lookFor, makeGuarded, workItOff } from '@/e2e/support/removals.ts';
import {
  expect,
  lettersTo,
  makePetition,
  newAddress,
  sign,
  signAndConfirm,
  signAndReadLetter,
  test,
} from '@/e2e/support/world.ts';
import { currentTime } from '../clock.ts';
import { beginRun, undoRun } from '../invalidation/runs.ts';
import { checkReceipt } from '../log/receipt/check-receipt.ts';
import { newToken, type Token } from '../token.ts';
import { eraseDetails } from './erase.ts';
import { findReceipt, writeReceipt } from './receipt.ts';
import { withdrawSignature } from './withdraw.ts';

/** The file, as its signer gets it. */
async function receiptOf(token: Token): Promise<string> {
  const found = await findReceipt(token);
  if (found?.is !== 'ready') throw new Error(`There is no receipt: ${found?.is}.`);
  return writeReceipt(found);
}

const stateOf = async (token: Token) => (await findReceipt(token))?.is ?? null;

test('a receipt opens to the address that signed, and to no other', async () => {
  const petition = await makePetition();
  const email = newAddress();
  const token = await signAndConfirm(petition, { email });
  await signAndConfirm(petition);
  const { checkpoint, entries } = await logPublished();
  const file = await receiptOf(token);
  const checked = await checkReceipt(file, ` ${email.toUpperCase()} `, await ownPolicy());
  if (typeof checked === 'string') throw new Error(checked);
  expect(checked.entry).toMatchObject({ type: 'sign', petition: petition.id, code: 1 });
  expect(checked.textVersion).toBe(petition.text.version);
  expect(entries[Number(checked.index)]).toEqual(checked.entry);
  expect(checked.checkpoint.size).toBe(checkpoint.checkpoint.size);
  expect(await checkReceipt(file, newAddress(), await ownPolicy())).toBe('opens-to-another');
  expect(file).not.toContain(email);
});

test('every entry of a log of several tiles can be proven', async () => {
  const petition = await makePetition();
  const wishes = Array.from({ length: 3 }, () => newAddress());
  const first = await signAndConfirm(petition, { email: wishes[0] ?? '' });
  await logUpToDate();
  await appendSigns(petition.id, 600);
  await logUpToDate();
  const last = await signAndConfirm(petition, { email: wishes[1] ?? '' });
  await logPublished();
  for (const [token, email] of [
    [first, wishes[0]],
    [last, wishes[1]],
  ] as const) {
    expect(typeof (await checkReceipt(await receiptOf(token), email ?? '', await ownPolicy()))).toBe('object');
  }
});

test('until a checkpoint holds the entry, the signer is told how long it takes', async () => {
  const petition = await makePetition();
  await logPublished();
  const token = await signAndConfirm(petition);
  const found = await findReceipt(token);
  expect(found).toMatchObject({ is: 'waiting' });
  expect(found?.is === 'waiting' && found.seconds).toBeGreaterThan(0);
  expect(found?.is === 'waiting' && found.seconds).toBeLessThan(10);
  await logUpToDate();
  expect(await stateOf(token)).toBe('waiting');
  await logPublished();
  expect(await stateOf(token)).toBe('ready');
});

test('withdrawing ends the receipt with the link, and the nonce stands in no row', async () => {
  const petition = await makePetition();
  const token = await signAndConfirm(petition);
  await logPublished();
  expect(await stateOf(token)).toBe('ready');
  await withdrawSignature(token);
  expect(await findReceipt(token)).toBe(null);
  const [kept] = await database().execute<{ kept: number }>(sql`
    select count(*)::int as kept from signatures where petition_id = ${petition.id} and sealed_nonce is not null`);
  expect(kept?.kept).toBe(0);
});

test('deleting the details ends the receipt, and the signature goes on counting in the log', async () => {
  const petition = await makePetition();
  const token = await signAndConfirm(petition);
  await logPublished();
  await eraseDetails(token);
  expect(await stateOf(token)).toBe('deleted');
  const { fold } = await logPublished();
  expect(fold.petitions.get(petition.id)?.count).toBe(1);
});

test('what was taken out has no receipt; brought back, it gets one for its new entry', async () => {
  const place = await makeGuarded();
  const email = newAddress('bots.example');
  const token = await signAndConfirm(place.petition, { email });
  await logPublished();
  const before = await findReceipt(token);
  const run = await lookFor(place, { domain: 'bots.example' });
  await workItOff();
  await beginRun(place.member, place.team, run, await currentTime());
  await workItOff();
  expect(await stateOf(token)).toBe('removed');
  await logPublished();
  expect(await stateOf(token)).toBe('removed');
  expect(await undoRun(place.member, place.team, run, await currentTime())).toBe('undoing');
  await workItOff();
  expect(await stateOf(token)).toBe('waiting');
  await logPublished();
  const after = await findReceipt(token);
  if (before?.is !== 'ready' || after?.is !== 'ready') throw new Error('There is no receipt.');
  expect(after.index).toBeGreaterThan(before.index);
  expect(typeof (await checkReceipt(await writeReceipt(after), email, await ownPolicy()))).toBe('object');
});

test('the link of another letter leads to the signature, and opens no receipt', async () => {
  const petition = await makePetition();
  const email = newAddress();
  const first = await signAndReadLetter(petition, { email });
  const token = await signAndConfirm(petition, { email });
  await logPublished();
  expect(await stateOf(token)).toBe('ready');
  expect(await stateOf(first)).toBe('other-link');
  await sign(petition, { email });
  const again = (await lettersTo(email)).at(-1);
  expect(again?.kind).toBe('already-signed');
  expect(await stateOf(again?.token ?? newToken())).toBe('other-link');
});

test('a signature from before the log has no receipt, and a strange link none either', async () => {
  const token = await signAndConfirm(await makePetition());
  await database().execute(sql`update signatures set sealed_nonce = null, sealed_entry = sha256('imported')
    where token_hash is not null and sealed_nonce is not null`);
  expect(await stateOf(token)).toBe('before-log');
  expect(await findReceipt(newToken())).toBe(null);
});

test('while the log is held the signer is told so', async () => {
  const petition = await makePetition();
  await logPublished();
  const token = await signAndConfirm(petition);
  await database().execute(sql`update log_state set hold = 'behind', held_since = now()`);
  expect(await stateOf(token)).toBe('held');
  await database().execute(sql`update log_state set hold = null, held_since = null`);
  await logPublished();
  expect(await stateOf(token)).toBe('ready');
});
