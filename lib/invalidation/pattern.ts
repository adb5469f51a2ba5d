import { type SQL, sql } from 'drizzle-orm';
import type { SignatureSecrets } from '../signature/sealed.ts';

/** Stands for "none" where a choice is empty for "any". It is no slug and no country. */
export const NONE = '-';

/** What is looked for among a petition's signatures. Empty is anything; all that is given must hold. */
export interface Pattern {
  /** UTC days, "2026-11-22". */
  readonly from: string;
  readonly until: string;
  /** A partner's id, or NONE. */
  readonly partner: string;
  readonly share: string;
  /** ISO 3166-1 alpha-2, or NONE. */
  readonly country: string;
  readonly domain: string;
  readonly name: string;
  readonly nameIs: 'contains' | 'equals';
}

export const anything: Pattern = {
  from: '',
  until: '',
  partner: '',
  share: '',
  country: '',
  domain: '',
  name: '',
  nameIs: 'contains',
};

export const isEmpty = (pattern: Pattern): boolean =>
  Object.entries(pattern).every(([part, value]) => part === 'nameIs' || value === '');

/** Whether signatures must be opened to know. */
export const needsOpening = ({ country, domain, name }: Pattern): boolean =>
  country !== '' || domain !== '' || name !== '';

/** The part of a pattern that the database can tell by itself. */
export function plainCondition({ from, partner, share, until }: Pattern): SQL {
  const parts = [sql`true`];
  if (from !== '') parts.push(sql`confirmed_on >= ${from}::date`);
  if (until !== '') parts.push(sql`confirmed_on <= ${until}::date`);
  if (partner === NONE) parts.push(sql`partner_id is null`);
  else if (partner !== '') parts.push(sql`partner_id = ${partner}::uuid`);
  if (share !== '') parts.push(sql`share_code = ${share}`);
  return sql.join(parts, sql` and `);
}

/** The part that stands sealed. A signature whose details were deleted matches none of it. */
export function matchesSealed(pattern: Pattern, secrets: SignatureSecrets | null): boolean {
  if (!needsOpening(pattern)) return true;
  if (!secrets) return false;
  const { country, domain, name, nameIs } = pattern;
  if (country !== '' && secrets.country !== (country === NONE ? '' : country)) return false;
  if (domain !== '' && !isWithin(domain, secrets.domain ?? '')) return false;
  if (name === '') return true;
  const [wanted, given] = [foldName(name), foldName(secrets.name)];
  return nameIs === 'equals' ? given === wanted : given.includes(wanted);
}

const isWithin = (domain: string, given: string): boolean => given === domain || given.endsWith(`.${domain}`);

/** Names are compared without case and with single spaces. */
export const foldName = (name: string): string => name.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();
