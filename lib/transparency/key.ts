import { randomBytes } from 'node:crypto';
import { settings } from '../env.ts';
import { readKey, storeKey } from '../keys/key-files.ts';
import { type Ed25519Signer, ed25519Signer } from '../log/note/ed25519.ts';
import { LOG_KEY, type VerifierKey, verifierKey } from '../log/note/key.ts';

/** A file like the others in KEY_DIR, wrapped by APP_SECRET: the database knows the public half alone. */
const NAME = 'log-signing';

/** Null when there is none. Throws when the file does not open. */
export async function findSigner(): Promise<Ed25519Signer | null> {
  const key = await readKey(NAME);
  return key && ed25519Signer(key.export());
}

/** For a log that has signed nothing yet, and never afterwards: another key would be another log. */
export async function makeSigner(): Promise<Ed25519Signer> {
  const key = (await readKey(NAME)) ?? (await storeKey(NAME, randomBytes(32)));
  return ed25519Signer(key.export());
}

/** The name that the settings give the log: its identity from the first checkpoint on. */
export function wishedOrigin(): string {
  const { APP_URL, LOG_ORIGIN } = settings();
  return LOG_ORIGIN ?? `${new URL(APP_URL).host}/log`;
}

export const logKey = (origin: string, publicKey: Uint8Array): VerifierKey => verifierKey(origin, LOG_KEY, publicKey);
