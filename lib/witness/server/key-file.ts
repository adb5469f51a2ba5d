import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { concat } from '../../log/bytes.ts';
import { type Ed25519Signer, ed25519Signer } from '../../log/note/ed25519.ts';
import { formatVkey, isKeyName, keyId, verifierKey, WITNESS_KEY } from '../../log/note/key.ts';
import { fromBase64, toBase64 } from '../../log/text.ts';
import { WitnessHint } from './hint.ts';
import { storeFile } from './store-file.ts';

/** A witness's own key: a file of one line, in the form Go's note tools write: PRIVATE+KEY+name+id+base64(type ‖ seed). */
export interface WitnessKey {
  readonly name: string;
  readonly signer: Ed25519Signer;
  readonly vkey: string;
}

const SEED_BYTES = 32;
const fileIn = (folder: string): string => join(folder, 'witness.key');

/**
 * The key in the folder; a first start makes one under `name`. Throws a {@link WitnessHint} when there is none and no
 * name was given, when the name is another, or when the file is no key: nothing ever takes its place by itself.
 */
export async function openKey(folder: string, name: string | null): Promise<{ key: WitnessKey; isNew: boolean }> {
  const text = await readFile(fileIn(folder), 'utf8').catch(unlessMissing);
  if (text === null) return { key: await makeKey(folder, name), isNew: true };
  const key = await parseKey(text.trim());
  if (!key)
    throw new WitnessHint(`${fileIn(folder)} is no witness key. Bring back the file, or move it away for a new key.`);
  if (name && name !== key.name)
    throw new WitnessHint(`This witness is called ${key.name}. A key keeps its name; leave --name away.`);
  return { key, isNew: false };
}

async function makeKey(folder: string, name: string | null): Promise<WitnessKey> {
  if (!name || !isKeyName(name))
    throw new WitnessHint(
      'A new witness needs a name without spaces, best a web address without https://:\n  --name group.example/witness',
    );
  const seed = new Uint8Array(randomBytes(SEED_BYTES));
  const { publicKey } = await ed25519Signer(seed);
  const encoded = toBase64(concat(Uint8Array.of(WITNESS_KEY), seed));
  const text = `PRIVATE+KEY+${name}+${keyId(name, WITNESS_KEY, publicKey)}+${encoded}`;
  await storeFile(fileIn(folder), `${text}\n`);
  const key = await parseKey(text);
  if (!key) throw new Error('The new key cannot be read back.');
  return key;
}

async function parseKey(text: string): Promise<WitnessKey | null> {
  const [, name, id, encoded] = /^PRIVATE\+KEY\+([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? [];
  const [type, ...seed] = fromBase64(encoded ?? '') ?? [];
  if (!name || !isKeyName(name) || type !== WITNESS_KEY || seed.length !== SEED_BYTES) return null;
  const signer = await ed25519Signer(Uint8Array.from(seed));
  if (keyId(name, WITNESS_KEY, signer.publicKey) !== id) return null;
  return { name, signer, vkey: formatVkey(verifierKey(name, WITNESS_KEY, signer.publicKey)) };
}

/** Only a file that is not there reads as none: one that cannot be read must not be replaced. */
export function unlessMissing(fault: unknown): null {
  if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return null;
  throw fault;
}
