import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import type { ConsentKind } from '@/db/schema/signature.ts';
import { type AddressProblem, readAddress } from '../address/address.ts';
import { duplicateKey, petitionKeys } from '../keys/petition-keys.ts';
import { thanksLetterId } from '../mail/letters.ts';
import type { Token } from '../token.ts';
import { CONSENT_WORDING } from './fields.ts';
import { type FoundSignature, findByToken } from './find.ts';
import { openSignature, sealSignature } from './sealed.ts';

export type FollowingChoice = { readonly updates: boolean; readonly partnerUpdates: boolean; readonly email: string };

export type FollowingOutcome =
  | 'changed'
  | 'unknown'
  | 'erased'
  | { readonly problem: AddressProblem | 'other-address' };

/**
 * Turns letters on or off. Turning all of them off deletes the mailbox. Turning one on again needs the address
 * typed again, and only the one that signed will do: the keyed hash tells.
 */
export async function chooseFollowing(token: Token, choice: FollowingChoice): Promise<FollowingOutcome> {
  const found = await findByToken(token);
  if (found?.kind !== 'signature') return 'unknown';
  const open = await openKinds(found);
  const wants: ConsentKind[] = [];
  if (choice.updates && open.has('updates')) wants.push('updates');
  if (choice.partnerUpdates && found.partnerId && open.has('partner-updates')) wants.push('partner-updates');
  if (!found.sealed) return wants.length === 0 ? 'changed' : 'erased';
  const keys = await petitionKeys(found.petitionId);
  const { mailbox: kept, ...rest } = openSignature(keys, found.id, found.sealed);
  let mailbox = wants.length === 0 ? undefined : kept;
  if (wants.length > 0 && !mailbox) {
    const address = readAddress(choice.email);
    if (typeof address === 'string') return { problem: address };
    const isSame = found.duplicateKey?.equals(duplicateKey(keys, address.canonical));
    if (!isSame) return { problem: 'other-address' };
    mailbox = address.mailbox;
  }
  const sealed = sealSignature(keys, found.id, { ...rest, ...(mailbox ? { mailbox } : {}) });
  await writeConsents(found, ['updates', 'partner-updates'], wants, sealed);
  return 'changed';
}

export type DeliverOutcome = 'changed' | 'unknown' | 'erased';

/** May the name go to the addressee, or not (any more)? */
export async function chooseDelivery(token: Token, deliver: boolean): Promise<DeliverOutcome> {
  const found = await findByToken(token);
  if (found?.kind !== 'signature') return 'unknown';
  if (!found.sealed) return deliver ? 'erased' : 'changed';
  const wants = deliver && (await openKinds(found)).has('deliver');
  await writeConsents(found, ['deliver'], wants ? ['deliver'] : []);
  return 'changed';
}

/** What the petition offers now, and what this signer gave while it was offered. */
async function openKinds(found: FoundSignature): Promise<ReadonlySet<string>> {
  const rows = await database().execute<{ kind: string }>(sql`
    select kind from consents where signature_id = ${found.id}
    union select unnest(consents_offered) from petitions where id = ${found.petitionId}`);
  return new Set(rows.map(({ kind }) => kind));
}

/**
 * Replaces the consents of these kinds by those wanted; one that was given before keeps its day and wording. What
 * is sealed is written only by the choice that changes it: another one would bring back a mailbox just deleted.
 */
async function writeConsents(
  found: FoundSignature,
  kinds: readonly ConsentKind[],
  wanted: readonly ConsentKind[],
  sealed: Buffer | null = null,
): Promise<void> {
  await database().transaction(async (tx) => {
    // The row first: of two choices made at once the later one sees, and ends, what the earlier one wrote.
    const held = await tx.execute(sql`
      update signatures set sealed = coalesce(decode(${sealed?.toString('hex') ?? null}::text, 'hex'), sealed)
      where id = ${found.id} and withdrawn_on is null and sealed is not null returning 1`);
    if (held.length === 0) return;
    await tx.execute(sql`
      with wanted as (select jsonb_array_elements_text(${JSON.stringify(wanted)}::text::jsonb) as kind)
      delete from consents where signature_id = ${found.id}
        and kind in (select jsonb_array_elements_text(${JSON.stringify(kinds)}::text::jsonb))
        and kind not in (select kind from wanted)`);
    await tx.execute(sql`
      insert into consents (signature_id, kind, wording, given_on)
      select ${found.id}::uuid, kind, ${CONSENT_WORDING}, (now() at time zone 'UTC')::date
      from jsonb_array_elements_text(${JSON.stringify(wanted)}::text::jsonb) as wanted(kind)
      on conflict do nothing`);
    // Whoever wants no letters gets none that still waits, either.
    if (kinds.includes('updates') && wanted.length === 0)
      await tx.execute(sql`delete from letters where id = ${thanksLetterId(found.id)} and batch_id is null`);
  });
}
