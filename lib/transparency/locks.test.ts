import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { logUpToDate } from '@/e2e/support/log.ts';
import {
  everythingStored,
  expect,
  makePetition,
  newAddress,
  onlySignatureOf,
  sign,
  signAndConfirm,
  signAndReadLetter,
  test,
} from '@/e2e/support/world.ts';
import { listKeys, readKey } from '../keys/key-files.ts';
import { unsealIfOpens } from '../keys/seal.ts';
import { opensTo } from '../log/entry/commitment.ts';
import { destroyKeys } from '../retention/destroy.ts';
import { confirmSignature } from '../signature/confirm.ts';
import { eraseDetails } from '../signature/erase.ts';
import { withdrawSignature } from '../signature/withdraw.ts';
import { newToken } from '../token.ts';
import { lockEntry, lockNonce, openEntry, openNonce } from './locks.ts';

test('a signer’s own link opens the nonce, and their entry opens to their address alone', async () => {
  const petition = await makePetition();
  const email = newAddress();
  const token = await signAndConfirm(petition, { email });
  const { id, sealedNonce } = await onlySignatureOf(petition);
  const { commitment, nonce } = openNonce(token, id, sealedNonce ?? Buffer.alloc(0));
  const { entries } = await logUpToDate();
  const own = entries.find((entry) => entry.petition === petition.id && entry.type === 'sign');
  expect(Buffer.from(own?.digest ?? [])).toEqual(commitment);
  const opening = { petition: petition.id, textVersion: 1, nonce };
  expect(opensTo(commitment, { ...opening, email })).toBe('opens');
  expect(opensTo(commitment, { ...opening, email: newAddress() })).toBe('opens-to-another');
});

test('PV-01: whoever holds database, keys and secret opens no nonce', async () => {
  const petition = await makePetition();
  const token = await signAndReadLetter(petition);
  const [attempt] = await database().execute<{ id: string; sealed_nonce: Buffer }>(sql`
    select id, sealed_nonce from attempts where petition_id = ${petition.id}`);
  const nonce = openNonce(token, attempt?.id ?? '', attempt?.sealed_nonce ?? Buffer.alloc(0)).nonce;
  for (const stage of ['waiting', 'confirmed']) {
    if (stage === 'confirmed') expect(await confirmSignature(token)).toBe('confirmed');
    const stored = await everythingStored();
    expect(stored).not.toContain(nonce.toString('hex'));
    const sealed = (attempt?.sealed_nonce ?? Buffer.alloc(0)) as Buffer;
    for (const name of await listKeys()) {
      const key = await readKey(name);
      expect(key && unsealIfOpens(key, sealed, `log-nonce/${attempt?.id}`)).toBeNull();
    }
  }
});

test('nothing at rest beside the log itself tells which entry is whose', async () => {
  const petition = await makePetition();
  const token = await signAndConfirm(petition);
  const { id, sealedNonce } = await onlySignatureOf(petition);
  const commitment = openNonce(token, id, sealedNonce ?? Buffer.alloc(0)).commitment.toString('hex');
  await logUpToDate();
  const [row] = await database().execute<{ found: number }>(sql`
    select count(*)::int as found from signatures where position(decode(${commitment}, 'hex') in sealed_entry) > 0
      or position(decode(${commitment}, 'hex') in sealed_nonce) > 0`);
  expect(row?.found).toBe(0);
  const [pending] = await database().execute<{ found: number }>(sql`
    select count(*)::int as found from log_pending where digest = decode(${commitment}, 'hex')`);
  expect(pending?.found).toBe(0);
});

test('PV-05: erasing ends the nonce, and the signature can still leave the log', async () => {
  const petition = await makePetition();
  const token = await signAndConfirm(petition);
  await logUpToDate();
  await eraseDetails(token);
  expect(await onlySignatureOf(petition)).toMatchObject({ sealedNonce: null, sealedEntry: expect.any(Buffer) });
  expect((await logUpToDate()).fold.petitions.get(petition.id)?.count).toBe(1);
  await withdrawSignature(token);
  expect((await logUpToDate()).fold.petitions.get(petition.id)).toMatchObject({ count: 0, withdrawn: 1 });
});

test('who leaves after the petition’s keys were destroyed leaves the log, too', async () => {
  const petition = await makePetition();
  const token = await signAndConfirm(petition);
  await logUpToDate();
  await destroyKeys({ petitionIds: [petition.id], cause: 'operator', actor: 'command' }, await currentTime());
  expect(await withdrawSignature(token)).toBe('withdrawn');
  expect((await logUpToDate()).fold.petitions.get(petition.id)).toMatchObject({ count: 0, withdrawn: 1 });
});

test('who leaves by the link of another letter leaves the log, too', async () => {
  const petition = await makePetition();
  const email = newAddress();
  const other = await signAndReadLetter(petition, { email });
  await sign(petition, { email });
  await signAndConfirm(petition, { email });
  await logUpToDate();
  expect(await withdrawSignature(other)).toBe('withdrawn');
  expect((await logUpToDate()).fold.petitions.get(petition.id)).toMatchObject({ count: 0, withdrawn: 1 });
});

test('a lock opens for its own link and signature alone', async () => {
  const { id: petition } = await makePetition();
  const [signature, token] = [randomUUID(), newToken()];
  const opening = { petition, textVersion: 1, email: newAddress() };
  const sealed = lockNonce(token, signature, opening);
  expect(sealed).not.toEqual(lockNonce(token, signature, opening));
  expect(() => openNonce(newToken(), signature, sealed)).toThrow();
  expect(() => openNonce(token, randomUUID(), sealed)).toThrow();
  const commitment = randomBytes(32);
  const sealedEntry = await lockEntry(petition, signature, commitment, token);
  expect(await openEntry({ id: signature, petitionId: petition, sealedEntry }, newToken())).toEqual(commitment);
  expect(await openEntry({ id: randomUUID(), petitionId: petition, sealedEntry }, token)).toBeNull();
});
