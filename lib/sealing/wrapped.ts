/** An armored age file (age-encryption.org/v1, section "ASCII armor"): base64 in lines of 64. */
const ARMOR =
  /^-----BEGIN AGE ENCRYPTED FILE-----\n((?:[A-Za-z0-9+/]{64}\n)*[A-Za-z0-9+/]{1,64}={0,2})\n-----END AGE ENCRYPTED FILE-----$/;

const LONGEST = 20_000;

/**
 * How many native recipients a file is wrapped to, as its header says; null when it is no armored age file, or is
 * wrapped to anything else, such as a passphrase. To whom it is wrapped nobody can see: that is proved by opening it.
 */
export function readWrapped(text: string): number | null {
  const body = text.length <= LONGEST ? ARMOR.exec(text)?.[1] : undefined;
  if (!body) return null;
  const header = Buffer.from(body, 'base64').toString('latin1').split('\n---')[0] ?? '';
  const [version, ...lines] = header.split('\n');
  if (version !== 'age-encryption.org/v1') return null;
  const kinds = lines.flatMap((line) => (line.startsWith('-> ') ? [line.split(' ')[1] ?? ''] : []));
  // The age program adds a stanza of noise, whose kind ends in "-grease".
  const own = kinds.filter((kind) => !kind.endsWith('-grease'));
  return own.length > 0 && own.every((kind) => kind === 'X25519') ? own.length : null;
}
