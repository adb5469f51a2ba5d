import type { InvalidationReason } from '@/db/schema/invalidation.ts';
import { readAddress } from '../address/address.ts';
import type { PostedForm } from '../form.ts';
import { isCountry } from '../i18n/countries.ts';
import type { MessageKey } from '../i18n/words.ts';
import type { Choices } from './choices.ts';
import { anything, isEmpty, NONE, type Pattern } from './pattern.ts';

export const reasons: readonly InvalidationReason[] = [
  'bot',
  'forged',
  'duplicate',
  'nonsense-name',
  'by-request',
  'other',
];

/** Of those that a search looks for; a run looks for counted ones alone. */
export const states = ['counted', 'invalidated'] as const;
export type SignatureState = (typeof states)[number];

export const filterFields = [
  'from',
  'until',
  'partner',
  'share',
  'country',
  'domain',
  'name',
  'name_is',
  'state',
  'reason',
] as const;
export type FilterField = (typeof filterFields)[number];

export type TypedFilter = { readonly [field in FilterField]: string };
export type FilterProblems = { readonly [field in FilterField]?: MessageKey };

export const emptyFilter = Object.fromEntries(filterFields.map((field) => [field, ''])) as TypedFilter;

export const readTypedFilter = (form: PostedForm): TypedFilter => ({
  ...emptyFilter,
  ...Object.fromEntries(filterFields.map((field) => [field, (form.values.get(field) ?? '').trim()])),
});

const LONGEST_NAME = 100;

/** Reads what to look for; partners and links are those of the petition alone. */
export function readPattern(typed: TypedFilter, choices: Choices): { pattern: Pattern } | { problems: FilterProblems } {
  const problems: { [field in FilterField]?: MessageKey } = {};
  if (typed.from !== '' && !isDay(typed.from)) problems.from = 'signatures.day.wrong';
  if (typed.until !== '' && !isDay(typed.until)) problems.until = 'signatures.day.wrong';
  else if (typed.until !== '' && typed.until < typed.from) problems.until = 'signatures.until.before';
  const partner = choices.partners.find(({ slug }) => slug === typed.partner)?.id ?? '';
  if (typed.partner !== '' && typed.partner !== NONE && !partner) problems.partner = 'signatures.partner.unknown';
  const share = choices.links.find(({ code }) => code === typed.share)?.code ?? '';
  if (typed.share !== share) problems.share = 'signatures.share.unknown';
  if (typed.country !== '' && typed.country !== NONE && !isCountry(typed.country))
    problems.country = 'signatures.country.unknown';
  const domain = readDomain(typed.domain);
  if (domain === null) problems.domain = 'signatures.domain.wrong';
  if ([...typed.name].length > LONGEST_NAME) problems.name = 'signatures.name.too-long';
  if (domain === null || Object.keys(problems).length > 0) return { problems };
  const { country, from, name, until } = typed;
  const nameIs = typed.name_is === 'equals' ? 'equals' : 'contains';
  const chosen = typed.partner === NONE ? NONE : partner;
  return { pattern: { ...anything, from, until, partner: chosen, share, country, domain, name, nameIs } };
}

/** Empty for any state. */
export const readState = (typed: TypedFilter): SignatureState | '' =>
  states.find((state) => state === typed.state) ?? '';

export interface RunWish {
  readonly pattern: Pattern;
  readonly reason: InvalidationReason;
}

/** A run must say what it looks for, and why. */
export function readRunWish(typed: TypedFilter, choices: Choices): RunWish | { problems: FilterProblems } {
  const read = readPattern(typed, choices);
  const reason = reasons.find((known) => known === typed.reason);
  const problems: { [field in FilterField]?: MessageKey } = 'problems' in read ? { ...read.problems } : {};
  if ('pattern' in read && isEmpty(read.pattern)) problems.domain = 'invalidation.empty';
  if (!reason) problems.reason = 'invalidation.reason.missing';
  return 'pattern' in read && reason && !isEmpty(read.pattern) ? { pattern: read.pattern, reason } : { problems };
}

function isDay(typed: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(typed) || typed < '2000') return false;
  const day = new Date(`${typed}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(typed);
}

/** The spelling that signatures keep: of several domains of one provider, its first. Null when it cannot be one. */
function readDomain(typed: string): string | null {
  if (typed === '') return '';
  const address = readAddress(`x@${typed.replace(/^@/, '')}`);
  return typeof address === 'string' ? null : address.canonical.slice(2);
}
