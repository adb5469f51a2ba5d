import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import type { ConsentKind } from '@/db/schema/signature.ts';
import { duplicateKey, petitionKeys } from '@/lib/keys/petition-keys.ts';
import { CONSENT_WORDING } from '@/lib/signature/fields.ts';
import { sealSignature } from '@/lib/signature/sealed.ts';

interface Planting {
  readonly count: number;
  readonly consents: readonly ConsentKind[];
  readonly partnerId?: string | null;
  readonly nameOf?: (n: number) => string;
}

const PORTION = 2_000;

/**
 * Confirmed signatures, sealed as real ones are, past the doors: for tests that need more people than can sign one
 * by one. The counts do not know of them.
 */
export async function plantSigned(petitionId: string, planting: Planting): Promise<void> {
  const keys = await petitionKeys(petitionId);
  const { consents, count, nameOf = (n: number) => `Planted Signer ${n}`, partnerId = null } = planting;
  for (let done = 0; done < count; done += PORTION) {
    const rows = Array.from({ length: Math.min(PORTION, count - done) }, (_, n) => {
      const id = randomUUID();
      const mailbox = `planted-${done + n}-${id}@example.org`;
      const sealed = sealSignature(keys, id, { name: nameOf(done + n), country: 'DE', language: 'de', mailbox });
      return {
        id,
        sealed: sealed.toString('hex'),
        duplicate: duplicateKey(keys, mailbox).toString('hex'),
        token: randomBytes(32).toString('hex'),
      };
    });
    await database().execute(sql`
      with planted as (
        insert into signatures (id, petition_id, version_id, duplicate_key, token_hash, sealed, partner_id, confirmed_on)
        select r.id, ${petitionId}::uuid, (select id from petition_versions where petition_id = ${petitionId} limit 1),
          decode(r.duplicate, 'hex'), decode(r.token, 'hex'), decode(r.sealed, 'hex'), ${partnerId}::uuid, current_date
        from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r(id uuid, sealed text, duplicate text, token text)
        returning id
      )
      insert into consents (signature_id, kind, wording, given_on)
      select id, kind, ${CONSENT_WORDING}, current_date
      from planted, jsonb_array_elements_text(${JSON.stringify(consents)}::text::jsonb) as kind`);
  }
}
