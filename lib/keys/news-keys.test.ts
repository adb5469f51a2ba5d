import { randomBytes, randomUUID } from 'node:crypto';
import { expect, test } from '@/e2e/support/world.ts';
import { newToken, readToken, type Token } from '../token.ts';
import { newsLetterId, newsToken, openNewsToken } from './news-keys.ts';

test('a token of news is a token like any other, and leads back to its signature', async () => {
  for (let n = 0; n < 200; n += 1) {
    const id = randomUUID();
    const token = await newsToken(id);
    expect(readToken(token)).toBe(token);
    expect(await openNewsToken(token)).toBe(id);
    expect(await newsToken(id)).toBe(token);
  }
});

test('a token that we did not make opens nothing, however little differs', async () => {
  const token = await newsToken(randomUUID());
  const bytes = Buffer.from(token, 'base64url');
  for (let bit = 0; bit < 256; bit += 1) {
    const forged = Buffer.from(bytes);
    forged[bit >> 3] = (forged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(await openNewsToken(forged.toString('base64url') as Token), `bit ${bit}`).toBe(null);
  }
  const other = Buffer.from(await newsToken(randomUUID()), 'base64url');
  const mixed = Buffer.concat([bytes.subarray(0, 16), other.subarray(16)]);
  expect(await openNewsToken(mixed.toString('base64url') as Token)).toBe(null);
  for (let n = 0; n < 200; n += 1) expect(await openNewsToken(newToken())).toBe(null);
  for (const junk of ['', 'A', 'A'.repeat(43), randomBytes(31).toString('base64url')])
    expect(await openNewsToken(junk as Token)).toBe(null);
});

test('neither token nor letter shows the id that it comes from', async () => {
  const [id, update] = [randomUUID(), randomUUID()];
  const hex = id.replaceAll('-', '');
  expect(Buffer.from(await newsToken(id), 'base64url').toString('hex')).not.toContain(hex);
  expect(await newsLetterId(update, id)).not.toBe(id);
});

test('each signer has one letter of each update, and nobody has another’s', async () => {
  const [update, other] = [randomUUID(), randomUUID()];
  const signers = Array.from({ length: 100 }, () => randomUUID());
  const ids = await Promise.all([update, other].flatMap((one) => signers.map((id) => newsLetterId(one, id))));
  expect(new Set(ids).size).toBe(200);
  expect(await newsLetterId(update, signers[0] ?? '')).toBe(ids[0]);
  expect(ids.every((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))).toBe(true);
});
