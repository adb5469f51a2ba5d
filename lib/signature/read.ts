import { eq } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import type { ConsentKind } from '@/db/schema/signature.ts';
import { petitionKeys } from '../keys/petition-keys.ts';
import type { Token } from '../token.ts';
import { findByToken } from './find.ts';
import { openSignature } from './sealed.ts';

/** What a signer's own page shows. */
export interface MySignature {
  readonly petitionId: string;
  readonly versionId: string;
  readonly partnerId: string | null;
  readonly confirmedOn: string;
  /** Null once the details were erased. */
  readonly name: string | null;
  readonly consents: ReadonlySet<ConsentKind>;
  /** False when the mailbox was forgotten: letters need it typed again. */
  readonly mailboxIsKept: boolean;
}

export async function readMySignature(token: Token): Promise<MySignature | null> {
  const found = await findByToken(token);
  if (found?.kind !== 'signature') return null;
  const { confirmedOn, id, partnerId, petitionId, sealed, versionId } = found;
  const secrets = sealed ? openSignature(await petitionKeys(petitionId), id, sealed) : null;
  const rows = await database()
    .select({ kind: schema.consents.kind })
    .from(schema.consents)
    .where(eq(schema.consents.signatureId, id));
  return {
    petitionId,
    versionId,
    partnerId,
    confirmedOn,
    name: secrets?.name ?? null,
    consents: new Set(rows.map((row) => row.kind)),
    mailboxIsKept: secrets?.mailbox !== undefined,
  };
}
