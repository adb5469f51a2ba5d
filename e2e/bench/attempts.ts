import { randomUUID } from 'node:crypto';
import { duplicateKey, petitionKeys } from '@/lib/keys/petition-keys.ts';
import { linkTicket } from '@/lib/rate-limit/ticket.ts';
import { sealAttempt } from '@/lib/signature/sealed.ts';
import { hashToken, newToken, type Token } from '@/lib/token.ts';
import { lockNonce } from '@/lib/transparency/locks.ts';
import { confirmationPath } from '@/lib/urls.ts';
import type { House } from './house.ts';
import { CLIENTS } from './options.ts';
import type { Field } from './plant.ts';
import type { Form } from './post.ts';

const PORTION = 1_000;
let signer = 0;

/** As the site writes attempts, or as it did before there was a log: confirming one of those tells the log nothing. */
export type Age = 'of-today' | 'from-before-the-log';

/** Attempts as the site writes them, sealed with the petition's own keys, and the forms that confirm them. */
export async function prepareConfirmations(
  house: House,
  field: Field,
  count: number,
  age: Age = 'of-today',
): Promise<Form[]> {
  const tokens: Token[] = [];
  while (tokens.length < count)
    tokens.push(...(await writeAttempts(house, field, Math.min(PORTION, count - tokens.length), age)));
  const opened = new Date(Date.now() - 10_000);
  return tokens.map((token) => ({
    path: confirmationPath('en', token),
    body: `sure=yes&ticket=${linkTicket(token, opened)}`,
  }));
}

async function writeAttempts({ sql }: House, field: Field, count: number, age: Age): Promise<Token[]> {
  const keys = await petitionKeys(field.petitionId);
  const made = Array.from({ length: count }, () => {
    signer += 1;
    const id = randomUUID();
    const token = newToken();
    const mailbox = `signer-${signer}@example.org`;
    const secrets = { name: `Signer Number ${signer}`, mailbox, canonical: mailbox, country: 'DE', consents: [] };
    const sealed = sealAttempt(keys, id, { ...secrets, language: 'en' }).toString('hex');
    const hashes = { duplicate: duplicateKey(keys, mailbox).toString('hex'), hash: hashToken(token).toString('hex') };
    const opening = { petition: field.petitionId, textVersion: 1, email: mailbox };
    const nonce = age === 'of-today' ? lockNonce(token, id, opening).toString('hex') : null;
    return { token, row: { id, sealed, nonce, ...hashes } };
  });
  await sql`
    insert into attempts (id, petition_id, version_id, duplicate_key, slot, token_hash, sealed, sealed_nonce, posted_at)
    select id, ${field.petitionId}, ${field.versionId}, decode(duplicate, 'hex'), 1, decode(hash, 'hex'), decode(sealed, 'hex'),
      decode(nonce, 'hex'), date_trunc('hour', now(), 'UTC')
    from jsonb_to_recordset(${JSON.stringify(made.map(({ row }) => row))}::text::jsonb)
      as r(id uuid, duplicate text, hash text, sealed text, nonce text)`;
  return made.map(({ token }) => token);
}

/** Attempts that pgbench ends: client c finds its n-th one by the hash of base + c * transactions + n. */
export async function prepareForPgbench(house: House, field: Field, base: number, transactions: number): Promise<void> {
  await house.sql`
    insert into attempts (id, petition_id, version_id, duplicate_key, slot, token_hash, sealed, posted_at)
    select gen_random_uuid(), ${field.petitionId}, ${field.versionId}, sha256(uuid_send(gen_random_uuid())), 1,
      sha256(int8send(${base}::bigint + n)), decode(repeat(md5(n::text), 11), 'hex'), date_trunc('hour', now(), 'UTC')
    from generate_series(1, ${CLIENTS * transactions}::int) n`;
}
