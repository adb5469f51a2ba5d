import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import type { ConsentKind } from '@/db/schema/signature.ts';
import { type AddressProblem, readAddress } from '../address/address.ts';
import { noteErasures } from '../erasures/list.ts';
import { dataKeys, duplicateKeyIfKept, findDataKeys, KeysAway } from '../keys/petition-keys.ts';
import { thanksLetterId } from '../mail/letters.ts';
import { takeBackNews } from '../mail/news.ts';
import type { Token } from '../token.ts';
import { CONSENT_WORDING } from './fields.ts';
import { type FoundSignature, findByToken } from './find.ts';
import { findFollower } from './follower.ts';
import { openSignature, sealSignature } from './sealed.ts';

export type FollowingChoice = { readonly updates: boolean; readonly partnerUpdates: boolean; readonly email: string };

export type FollowingOutcome =
  | 'changed'
  | 'unknown'
  | 'erased'
  | { readonly problem: AddressProblem | 'other-address' };

/**
 * Turns letters on or off. Turning all of them off deletes the mailbox, and takes back letters that still wait. Turning
 * one on again needs the address typed again, and only the one that signed will do: the keyed hash tells. A link from
 * a letter of news leaves a partner's letters as they are.
 */
export async function chooseFollowing(token: Token, choice: FollowingChoice): Promise<FollowingOutcome> {
  const follower = await findFollower(token);
  if (!follower) return 'unknown';
  const { isNewsLink, signature: found } = follower;
  const { given, offered } = await readKinds(found);
  const mayHave = (kind: ConsentKind) => given.has(kind) || offered.has(kind);
  const kinds: ConsentKind[] = isNewsLink ? ['updates'] : ['updates', 'partner-updates'];
  const wants: ConsentKind[] = [];
  if (choice.updates && mayHave('updates')) wants.push('updates');
  if (!isNewsLink && choice.partnerUpdates && found.partnerId && mayHave('partner-updates'))
    wants.push('partner-updates');
  if (!found.sealed) return wants.length === 0 ? 'changed' : 'erased';
  const needsMailbox = wants.length > 0 || (isNewsLink && given.has('partner-updates'));
  const sealed = await sealAnew(found, found.sealed, needsMailbox, wants.length > 0 ? choice.email : null);
  if (sealed && 'problem' in sealed) return sealed;
  await writeConsents(found, kinds, wants, sealed);
  return 'changed';
}

/**
 * What the signature keeps, with the mailbox that it needs or without one. Null when the petition's keys are gone, and
 * nobody can read it any more. `email` is what was typed, where letters are wanted.
 */
async function sealAnew(
  { duplicateKey: own, id, petitionId }: FoundSignature,
  sealed: Buffer,
  needsMailbox: boolean,
  email: string | null,
): Promise<Buffer | { readonly problem: AddressProblem | 'other-address' } | null> {
  const keys = email === null ? await findDataKeys(petitionId) : await dataKeys(petitionId);
  if (!keys) return null;
  const { mailbox: kept, ...rest } = openSignature(keys, id, sealed);
  if (!needsMailbox) return sealSignature(keys, id, rest);
  if (kept || email === null) return sealSignature(keys, id, { ...rest, ...(kept ? { mailbox: kept } : {}) });
  const address = readAddress(email);
  if (typeof address === 'string') return { problem: address };
  const duplicate = await duplicateKeyIfKept(petitionId, address.canonical);
  if (!duplicate) throw new KeysAway('Nobody can tell any more which address signed.');
  if (!own?.equals(duplicate)) return { problem: 'other-address' };
  return sealSignature(keys, id, { ...rest, mailbox: address.mailbox });
}

export type DeliverOutcome = 'changed' | 'unknown' | 'erased';

/** May the name go to the addressee, or not (any more)? */
export async function chooseDelivery(token: Token, deliver: boolean): Promise<DeliverOutcome> {
  const found = await findByToken(token);
  if (found?.kind !== 'signature') return 'unknown';
  if (!found.sealed) return deliver ? 'erased' : 'changed';
  const { given, offered } = await readKinds(found);
  const wants = deliver && (given.has('deliver') || offered.has('deliver'));
  await writeConsents(found, ['deliver'], wants ? ['deliver'] : []);
  return 'changed';
}

/** What this signer gave while it was offered, and what the petition offers now. */
async function readKinds({ id, petitionId }: FoundSignature) {
  const rows = await database().execute<{ kind: string; given: boolean }>(sql`
    select kind, true as given from consents where signature_id = ${id}
    union all select unnest(consents_offered), false from petitions where id = ${petitionId}`);
  const kindsThat = (are: boolean) => new Set(rows.filter(({ given }) => given === are).map(({ kind }) => kind));
  return { given: kindsThat(true), offered: kindsThat(false) };
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
    const endsNews = kinds.includes('updates') && !wanted.includes('updates');
    if (endsNews) await takeBackNews(tx, found.petitionId, [found.id]);
    // Whoever wants no letters gets none that still waits, either.
    if (kinds.includes('updates') && wanted.length === 0)
      await tx.execute(sql`delete from letters where id = ${thanksLetterId(found.id)} and batch_id is null`);
    const turned = kinds.map((kind) => `${kind}-${wanted.includes(kind) ? 'on' : 'off'}` as const);
    await noteErasures(
      turned.map((kind) => ({ kind, id: found.id })),
      await currentTime(),
    );
  });
}
