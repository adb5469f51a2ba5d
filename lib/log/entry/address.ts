/** One spelling of an email address, for commitments. The duplicate check folds further; a commitment must not. */

/** RFC 5321 section 4.5.3.1: 64 for the local part, 255 for the domain, in octets. We count characters. */
const LONGEST_ADDRESS = 320;

/** ASCII labels that are not a number at the end: what remains of a domain name after IDNA. */
const DOMAIN = /^(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)*(?!\d+$)[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?$/;

/**
 * NFC, trimmed, lower-case, the domain as A-labels; dots and plus-tags stay. Null when it is no address. Applying
 * it twice changes nothing.
 */
export function normalAddress(typed: string): string | null {
  const address = typed.normalize('NFC').trim().toLowerCase().normalize('NFC');
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  if (address.length > LONGEST_ADDRESS || at < 1 || /[\p{White_Space}\p{Cc}\p{Surrogate}]/u.test(local)) return null;
  const domain = toAscii(address.slice(at + 1));
  return domain && `${local}@${domain}`;
}

/** Domain to A-labels (IDNA, UTS 46) by the URL parser, which servers and browsers share. */
function toAscii(domain: string): string | null {
  if (DOMAIN.test(domain)) return domain;
  // What the parser would read as something else than a name must not reach it.
  if (/[^a-z0-9_.\-\u0080-\u{10ffff}]/u.test(domain)) return null;
  const url = URL.canParse(`https://${domain}/`) ? new URL(`https://${domain}/`) : null;
  return url && DOMAIN.test(url.hostname) ? url.hostname : null;
}
