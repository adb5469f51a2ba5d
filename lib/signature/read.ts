import { eq } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import type { ConsentKind } from '@/db/schema/signature.ts';
import { dataKeys, findDataKeys } from '../keys/petition-keys.ts';
import type { Token } from '../token.ts';
import { type FoundAttempt, type FoundSignature, findByToken } from './find.ts';
import { findFollower } from './follower.ts';
import { type AttemptSecrets, openAttempt, openSignature } from './sealed.ts';

/** What a signer's own page shows. */
export interface MySignature {
  readonly petitionId: string;
  readonly versionId: string;
  readonly partnerId: string | null;
  readonly confirmedOn: string;
  /** The team took it out of the count. */
  readonly isInvalidated: boolean;
  /** The petition's keys are not there: what was kept cannot be read, and so not be changed. */
  readonly isUnreadable: boolean;
  /** Null once the details were erased, and while they cannot be read. */
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
  const keys = sealed && (await findDataKeys(petitionId));
  const secrets = keys ? openSignature(keys, id, sealed) : null;
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
    isUnreadable: sealed !== null && keys === null,
    name: secrets?.name ?? null,
    country: secrets?.country ?? '',
    consents: new Set(rows.map((row) => row.kind)),
    mailboxIsKept: secrets?.mailbox !== undefined,
  };
}

/** What was typed with an attempt, for the mailbox's owner to see before confirming it. Throws without its keys. */
export async function readAttempt(found: FoundAttempt): Promise<AttemptSecrets> {
  return openAttempt(await dataKeys(found.petitionId), found.id, found.sealed);
}
