import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { and, eq } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { settings } from '../env.ts';
import type { Account } from './accounts.ts';
import { auditFactor, countFactors, lockAccount, type RemoveOutcome } from './factors.ts';
import { keepChallenge, type Session, takeChallenge } from './sessions.ts';

const { passkeys } = schema;
type PasskeyRow = typeof passkeys.$inferSelect;

/** EdDSA, ES256 and RS256 (RFC 9053, RFC 8812): what passkeys are made with today. */
const supportedAlgorithmIDs = [-8, -7, -257];

const origin = () => settings().APP_URL;
const host = () => new URL(origin()).hostname;

const passkeysOf = (accountId: string): Promise<PasskeyRow[]> =>
  database().select().from(passkeys).where(eq(passkeys.accountId, accountId));

// The cast holds because the transports are those that a browser told us.
const described = ({ id, transports }: PasskeyRow) => ({ id, transports: transports as never[] });

/** What the browser needs to make a passkey. The device is told a name, never the address. */
export async function offerRegistration(account: Account, session: Session) {
  const options = await generateRegistrationOptions({
    rpName: new URL(origin()).host,
    rpID: host(),
    userName: account.name,
    userDisplayName: account.name,
    userID: new Uint8Array(Buffer.from(account.id.replaceAll('-', ''), 'hex')),
    attestationType: 'none',
    supportedAlgorithmIDs,
    excludeCredentials: (await passkeysOf(account.id)).map(described),
    authenticatorSelection: { residentKey: 'discouraged', userVerification: 'preferred' },
  });
  await keepChallenge(session, options.challenge);
  return options;
}

/** What the browser needs to let one of the account's passkeys sign; null when there is none. */
export async function askPasskey(session: Session) {
  const own = await passkeysOf(session.accountId);
  if (own.length === 0) return null;
  const options = await generateAuthenticationOptions({
    rpID: host(),
    allowCredentials: own.map(described),
    userVerification: 'preferred',
  });
  await keepChallenge(session, options.challenge);
  return options;
}

/** What a browser sent; null when it is no JSON object with an id. */
function readResponse<T extends { id: string }>(sent: string): T | null {
  try {
    const response: unknown = JSON.parse(sent);
    const isIt = typeof response === 'object' && response !== null && 'id' in response;
    // The cast holds as far as it is used before the library has looked at every part itself.
    return isIt && typeof response.id === 'string' ? (response as T) : null;
  } catch {
    return null;
  }
}

/** The library throws for every answer that does not fit its challenge; for us that is an answer like "no". */
const orNull = <T>(judged: Promise<T>): Promise<T | null> => judged.catch(() => null);

export interface RegistrationWish {
  readonly session: Session;
  /** As the browser made it, in JSON. */
  readonly sent: string;
  readonly name: string;
}

/** Adds a passkey. A session that has shown one factor alone may set the first factor there is, and no other. */
export async function registerPasskey(
  { name, sent, session }: RegistrationWish,
  now: Date,
): Promise<'registered' | 'wrong' | 'known' | 'not-allowed'> {
  const expectedChallenge = await takeChallenge(session);
  const response = readResponse<RegistrationResponseJSON>(sent);
  if (!expectedChallenge || !response) return 'wrong';
  const expected = { expectedChallenge, expectedOrigin: origin(), expectedRPID: host(), supportedAlgorithmIDs };
  const judged = await orNull(verifyRegistrationResponse({ response, ...expected, requireUserVerification: false }));
  if (!judged?.verified) return 'wrong';
  const { counter, id, publicKey, transports = [] } = judged.registrationInfo.credential;
  return database().transaction(async (tx) => {
    const account = await lockAccount(tx, session.accountId);
    if (!account || (!session.provedAt && (await countFactors(tx, account)) > 0)) return 'not-allowed';
    const row = { id, accountId: account.id, publicKey: Buffer.from(publicKey), counter, transports, name };
    const added = await tx.insert(passkeys).values(row).onConflictDoNothing().returning({ id: passkeys.id });
    if (added.length === 0) return 'known';
    await auditFactor(tx, account.id, { act: 'second-factor-set', factor: 'passkey' }, now);
    return 'registered';
  });
}

/** "foreign": a passkey of another account, or of none. */
export async function proveByPasskey(session: Session, sent: string): Promise<'proved' | 'wrong' | 'foreign'> {
  const expectedChallenge = await takeChallenge(session);
  const response = readResponse<AuthenticationResponseJSON>(sent);
  if (!expectedChallenge || !response) return 'wrong';
  const passkey = (await passkeysOf(session.accountId)).find(({ id }) => id === response.id);
  if (!passkey) return 'foreign';
  const { counter, id, publicKey } = passkey;
  const judged = await orNull(
    verifyAuthenticationResponse({
      response,
      expectedChallenge,
      expectedOrigin: origin(),
      expectedRPID: host(),
      credential: { id, publicKey: new Uint8Array(publicKey), counter },
      requireUserVerification: false,
    }),
  );
  if (!judged?.verified) return 'wrong';
  await database().update(passkeys).set({ counter: judged.authenticationInfo.newCounter }).where(eq(passkeys.id, id));
  return 'proved';
}

/** A passkey of this account opens nothing any more. The last factor stays. */
export async function removePasskey(accountId: string, passkeyId: string, now: Date): Promise<RemoveOutcome> {
  return database().transaction(async (tx) => {
    const account = await lockAccount(tx, accountId);
    const isIt = and(eq(passkeys.id, passkeyId), eq(passkeys.accountId, accountId));
    const [known] = await tx.select({ id: passkeys.id }).from(passkeys).where(isIt);
    if (!account || !known) return 'unknown';
    if ((await countFactors(tx, account)) === 1) return 'last';
    await tx.delete(passkeys).where(isIt);
    await auditFactor(tx, accountId, { act: 'second-factor-removed', factor: 'passkey' }, now);
    return 'removed';
  });
}
