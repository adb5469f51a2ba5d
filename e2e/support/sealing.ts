import { randomBytes, randomUUID } from 'node:crypto';
import { armor, Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { sql } from 'drizzle-orm';
import { connection, database, schema } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import type { PrivacyMode } from '@/db/schema/petition.ts';
import { sealToRecipient } from '@/lib/keys/age.ts';
import { publishVersion } from '@/lib/petition/publish.ts';
import { findPetition, type Petition } from '@/lib/petition/read.ts';
import type { SealedRecord } from '@/lib/signature/keep.ts';
import { makeMember } from './members.ts';
import { type Draft, draftPetition, endorse } from './petitions.ts';

export interface AgePair {
  readonly identity: string;
  readonly recipient: string;
}

export async function makeAgePair(): Promise<AgePair> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** A key pair of a petition and its two holders, who have proved that they can open it. */
export interface Keyed {
  readonly key: AgePair;
  readonly keyId: string;
  readonly holders: readonly (AgePair & { readonly accountId: string })[];
}

/** Wraps a private half for others, as the panel's script and the age program do. */
export async function wrapFor(identity: string, recipients: readonly string[]): Promise<string> {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return armor.encode(await encrypter.encrypt(`${identity}\n`));
}

/** Gives a petition that is not published its key, held by two new owners. */
export async function giveKey({ coalitionId, petitionId }: Pick<Draft, 'coalitionId' | 'petitionId'>): Promise<Keyed> {
  const now = await currentTime();
  const [key, one, other] = await Promise.all([makeAgePair(), makeAgePair(), makeAgePair()]);
  const holders = [];
  for (const pair of [one, other]) {
    const { accountId } = await makeMember({ coalitionId, role: 'owner' });
    await database().insert(schema.keyHolders).values({ accountId, recipient: pair.recipient, registeredAt: now });
    holders.push({ ...pair, accountId });
  }
  const wrapped = await wrapFor(key.identity, [one.recipient, other.recipient]);
  const madeBy = holders[0]?.accountId ?? '';
  const row = { petitionId, recipient: key.recipient, wrapped, madeBy, madeAt: now, activeFrom: now };
  const [made] = await database().insert(schema.sealingKeys).values(row).returning({ id: schema.sealingKeys.id });
  const keyId = made?.id ?? '';
  for (const { accountId, recipient } of holders) {
    await database().insert(schema.sealingKeyHolders).values({ keyId, accountId, recipient });
    const proof = { keyId, accountId, wordHash: randomBytes(32), provedAt: now };
    await database().insert(schema.sealingOpenings).values(proof);
  }
  return { key, keyId, holders };
}

/** A published petition that is sealed, and the keys that its team holds. */
export async function makeSealedPetition(
  wish: Parameters<typeof draftPetition>[0] = {},
): Promise<Keyed & { readonly petition: Petition; readonly draft: Draft }> {
  const draft = await draftPetition({ ...wish, privacyMode: 'sealed' satisfies PrivacyMode });
  const keyed = await giveKey(draft);
  await endorse(draft.versionId, draft.partnerIds);
  const outcome = await publishVersion(draft.versionId, 'command', await currentTime());
  if (outcome !== 'published') throw new Error(`The petition was not published: ${outcome}.`);
  return { ...keyed, draft, petition: await readAnew(draft.slug) };
}

export async function readAnew(slug: string): Promise<Petition> {
  const petition = await findPetition(slug);
  if (!petition) throw new Error('No petition.');
  return petition;
}

export async function openRecord(identity: string, sealed: Uint8Array): Promise<SealedRecord> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  // The cast holds because only lib/signature/keep.ts seals to the keys of these tests.
  return JSON.parse(await decrypter.decrypt(sealed, 'text')) as SealedRecord;
}

/** Does what nothing on the site can: changes keys that stand. */
export async function behindTheTrigger(act: () => Promise<unknown>): Promise<void> {
  await connection().unsafe('alter table sealing_keys disable trigger user');
  try {
    await act();
  } finally {
    await connection().unsafe('alter table sealing_keys enable trigger user');
  }
}

/** The petition loses its keys, as if somebody had emptied the table. */
export async function loseKeys({ id }: Petition): Promise<void> {
  await database().execute(sql`
    delete from sealing_openings where key_id in (select k.id from sealing_keys k where k.petition_id = ${id})`);
  await connection().unsafe('alter table sealing_key_holders disable trigger user');
  await database().execute(sql`
    delete from sealing_key_holders where key_id in (select k.id from sealing_keys k where k.petition_id = ${id})`);
  await connection().unsafe('alter table sealing_key_holders enable trigger user');
  await behindTheTrigger(() => database().execute(sql`delete from sealing_keys where petition_id = ${id}`));
  await database().execute(sql`update petitions set changed_at = changed_at where id = ${id}`);
}

/** Confirmed signatures, sealed as real ones are, past the doors: where a worker would send their letters away. */
export async function plantSealed({ id: petitionId }: Petition, recipient: string, names: readonly string[]) {
  const rows = await Promise.all(
    names.map(async (name) => {
      const id = randomUUID();
      const address = `planted-${id}@example.org`;
      const record = { v: 1, id, name, address, country: 'DE', language: 'de', consents: [], day: '2026-11-22' };
      const sealed = await sealToRecipient(recipient, `${JSON.stringify(record)}\n`);
      return { id, sealed: sealed.toString('hex'), key: randomBytes(32).toString('hex') };
    }),
  );
  await database().execute(sql`
    insert into signatures (id, petition_id, version_id, duplicate_key, token_hash, sealed, confirmed_on)
    select r.id, ${petitionId}::uuid, (select id from petition_versions where petition_id = ${petitionId} limit 1),
      decode(r.key, 'hex'), decode(r.key, 'hex'), decode(r.sealed, 'hex'), current_date
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r(id uuid, sealed text, key text)`);
}
