import { domainToASCII } from 'node:url';
import { providerRules } from './providers.ts';

export interface Address {
  /** Where the letter goes: what was typed, with the domain in the form that mail travels in. */
  readonly mailbox: string;
  /** One spelling per mailbox, for uniqueness only. */
  readonly canonical: string;
}

export type AddressProblem = 'missing' | 'wrong' | 'too-long';

/** RFC 5321 §4.5.3.1: 64 octets before the @, 254 in all. */
const LONGEST_LOCAL_PART = 64;
const LONGEST_ADDRESS = 254;

/** The dot-atom of RFC 5322 in ASCII. Quoted local parts are legal there and refused here: nobody has one. */
const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Reads a typed address in the order that safety.md SA-10 gives. Exactly one ASCII "@" must be left after
 * trimming; compatibility forms such as the full-width "＠" are refused rather than folded, because folding
 * them has sent letters to strangers elsewhere.
 */
export function readAddress(typed: string): Address | AddressProblem {
  const trimmed = typed.trim();
  if (trimmed === '') return 'missing';
  if (trimmed.length > LONGEST_ADDRESS) return 'too-long';
  const parts = trimmed.split('@');
  const [local, unicodeDomain] = parts;
  if (parts.length !== 2 || !local || !unicodeDomain) return 'wrong';
  if (local.length > LONGEST_LOCAL_PART || !LOCAL_PART.test(local)) return 'wrong';
  const domain = readDomain(unicodeDomain);
  if (!domain) return 'wrong';
  const mailbox = `${local}@${domain}`;
  return mailbox.length > LONGEST_ADDRESS ? 'too-long' : { mailbox, canonical: canonicalAddress(local, domain) };
}

/** The domain in A-label form (UTS #46), or null when it cannot be one that mail is sent to. */
function readDomain(typed: string): string | null {
  // domainToASCII drops or maps some characters; what is no letter, digit, hyphen, dot or script sign is refused first.
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(typed) || typed.normalize('NFKC') !== typed.normalize('NFC')) return null;
  const domain = domainToASCII(typed.normalize('NFC')).toLowerCase();
  const labels = domain.split('.');
  const top = labels.at(-1) ?? '';
  if (labels.length < 2 || !labels.every((label) => LABEL.test(label))) return null;
  return /^[a-z]{2,}$|^xn--/.test(top) ? domain : null;
}

function canonicalAddress(local: string, domain: string): string {
  const rule = providerRules.find((candidate) => candidate.domains.includes(domain));
  let name = local.toLowerCase();
  if (!rule) return `${name}@${domain}`;
  if (rule.tags) name = name.split('+')[0] || name;
  for (const ignored of rule.ignores ?? '') name = name.replaceAll(ignored, '') || name;
  const [kept, ...others] = rule.same ?? '';
  for (const other of others) name = name.replaceAll(other, kept ?? other);
  return `${name}@${rule.domains[0]}`;
}
