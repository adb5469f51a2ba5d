import { eq } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import type { ConsentKind } from '@/db/schema/signature.ts';
import { type DataKeys, dataKeys, findDataKeys } from '../keys/petition-keys.ts';
import { isOpenToSite } from '../petition/modes.ts';
import type { Token } from '../token.ts';
import { type FoundAttempt, type FoundSignature, findByToken } from './find.ts';
import { findFollower } from './follower.ts';
import { type AttemptSecrets, openAttempt, openSignature } from './sealed.ts';

/**
 * What the site has of a signer's details: it can open them; they are sealed to the team's key; it never asked for any;
 * or the signer had them deleted.
 */
export type Details = 'open' | 'sealed' | 'none' | 'erased' | 'unreadable';

/** What a signer's own page shows. */
export interface MySignature {
  readonly petitionId: string;
  readonly versionId: string;
  readonly partnerId: string | null;
  readonly confirmedOn: string;
  /** The team took it out of the count. */
  readonly isInvalidated: boolean;
  readonly details: Details;
  /** Null where the site has none that it can open. */
  readonly name: string | null;
  /** ISO 3166-1 alpha-2; empty where none was given. */
  readonly country: string;
  readonly consents: ReadonlySet<ConsentKind>;
  /** False when the mailbox was forgotten: letters need it typed again. */
  readonly mailboxIsKept: boolean;
}

export async function readMySignature(token: Token): Promise<MySignature | null> {
  const found = await findByToken(token);
  return found?.kind === 'signature' ? readFound(found) : null;
}

/** The signature whose letters a link turns on or off, and whether it may do no more than that. */
export async function readFollower(token: Token): Promise<(MySignature & { readonly isNewsLink: boolean }) | null> {
  const follower = await findFollower(token);
  return follower && { ...(await readFound(follower.signature)), isNewsLink: follower.isNewsLink };
}

async function readFound(found: FoundSignature): Promise<MySignature> {
  const { confirmedOn, id, partnerId, petitionId, sealed, versionId } = found;
  const keys = sealed && isOpenToSite(found.mode) ? await findDataKeys(petitionId) : null;
  const secrets = sealed && keys ? openSignature(keys, id, sealed) : null;
  const rows = await database()
    .select({ kind: schema.consents.kind })
    .from(schema.consents)
    .where(eq(schema.consents.signatureId, id));
  const [row] = await database()
    .select({ invalidatedOn: schema.signatures.invalidatedOn })
    .from(schema.signatures)
    .where(eq(schema.signatures.id, id));
  return {
    petitionId,
    versionId,
    partnerId,
    confirmedOn,
    isInvalidated: typeof row?.invalidatedOn === 'string',
    details: detailsOf(found, keys),
    name: secrets?.name ?? null,
    country: secrets?.country ?? '',
    consents: new Set(rows.map((row) => row.kind)),
    mailboxIsKept: secrets?.mailbox !== undefined,
  };
}

function detailsOf({ mode, sealed }: Pick<FoundSignature, 'mode' | 'sealed'>, keys: DataKeys | null): Details {
  if (mode === 'count-only') return 'none';
  if (!sealed) return 'erased';
  if (!isOpenToSite(mode)) return 'sealed';
  return keys ? 'open' : 'unreadable';
}

/**
 * What was typed with an attempt, for the mailbox's owner to see before confirming it; null where the petition's mode
 * keeps the site from reading it. Throws without its keys.
 */
export async function readAttempt(found: FoundAttempt): Promise<AttemptSecrets | null> {
  if (!isOpenToSite(found.mode)) return null;
  return openAttempt(await dataKeys(found.petitionId), found.id, found.sealed);
}
