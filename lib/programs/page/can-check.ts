/** Whether this browser knows Ed25519 (RFC 8032): it must not look like one that found a signature wrong. */
export async function canCheckSignatures(): Promise<boolean> {
  // The first public key of RFC 8032, section 7.1.
  const key = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';
  const octets = Uint8Array.from(key.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  try {
    await crypto.subtle.importKey('raw', octets, 'Ed25519', false, ['verify']);
    return true;
  } catch {
    // Unknown algorithm, or a page without the right to cryptography: either way it cannot.
    return false;
  }
}
