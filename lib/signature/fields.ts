import type { ConsentKind } from '@/db/schema/signature.ts';
import { type Address, readAddress } from '../address/address.ts';
import type { PostedForm } from '../form.ts';
import { isCountry } from '../i18n/countries.ts';
import type { MessageKey } from '../i18n/words.ts';

/** In characters as a reader counts them (code points). */
export const LONGEST_NAME = 100;

/** Named in every consent row, so that it is known for ever which words were agreed to (PV-14). */
export const CONSENT_WORDING = '2026-11';

export const fieldNames = [
  'name',
  'email',
  'email_anyway',
  'country',
  'deliver',
  'updates',
  'partner_updates',
  'share',
  'partner',
] as const;
export type FieldName = (typeof fieldNames)[number];

/** What was typed, kept as it is for the form's next appearance. */
export type Typed = { readonly [name in FieldName]: string };

export type Problems = { readonly [name in FieldName]?: MessageKey };

/** What the mailbox's owner can still correct when confirming (SA-12). */
export interface Corrections {
  readonly name: string;
  /** ISO 3166-1 alpha-2, or empty. */
  readonly country: string;
  readonly consents: readonly ConsentKind[];
}

export interface Answers {
  readonly name: string;
  readonly address: Address;
  /** ISO 3166-1 alpha-2, or empty. */
  readonly country: string;
  readonly consents: readonly ConsentKind[];
  readonly share: string;
  readonly partner: string;
}

export const emptyForm: Typed = {
  name: '',
  email: '',
  email_anyway: '',
  country: '',
  deliver: '',
  updates: '',
  partner_updates: '',
  share: '',
  partner: '',
};

/**
 * Control characters, bidirectional overrides, zero-width characters and lone surrogates (SA-09). The last five
 * are letters or marks to Unicode, and yet nobody sees them.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]|\u034f|\u115f|\u1160|\u3164|\uffa0/u;
/** The look-arounds stand where \b would: that one knows Latin letters alone. */
const WEB_ADDRESS =
  /:\/\/|(?<![\p{L}\p{N}])www\.|[\p{L}\p{N}-]{2,}\.(?:com|net|org|ru|info|io|me|xyz|biz|su|top|site|online)(?![\p{L}\p{N}])/iu;

/** Picks the form's own fields from what was posted; everything else is not even looked at. */
export function readTyped(form: PostedForm): Typed {
  return { ...emptyForm, ...Object.fromEntries(fieldNames.map((field) => [field, form.values.get(field) ?? ''])) };
}

/** A field that people neither see nor hear of. Machines that fill in every field fill it in. */
export const TRAP_FIELD = 'homepage';

export const isTrapped = (form: PostedForm): boolean => (form.values.get(TRAP_FIELD) ?? '') !== '';

/** Reads the form's answers; problems are per field and name the sentence that says how to mend them. */
export function readAnswers(form: PostedForm): { answers: Answers } | { problems: Problems } {
  const typed = readTyped(form);
  const name = readName(typed);
  const address = readAddress(typed.email);
  const problems: { [name in FieldName]?: MessageKey } = {};
  const nameProblem = findNameProblem(name);
  if (nameProblem) problems.name = nameProblem;
  if (typeof address === 'string') problems.email = `signature.email.${address}`;
  Object.assign(problems, findCountryProblem(typed), findSpoiled(form, ['name', 'email', 'country']));
  if (typeof address === 'string' || Object.keys(problems).length > 0) return { problems };
  return {
    answers: {
      name,
      address,
      country: typed.country,
      consents: readConsents(typed),
      share: typed.share,
      partner: typed.partner,
    },
  };
}

/** Whether a form brings what it corrects: the confirmation's does, a bare press of its button does not. */
export const hasCorrections = (form: PostedForm): boolean => form.values.has('name');

/** Reads what was corrected with a confirmation, by the rules of the form. */
export function readCorrections(form: PostedForm): { corrections: Corrections } | { problems: Problems } {
  const typed = readTyped(form);
  const name = readName(typed);
  const nameProblem = findNameProblem(name);
  const problems: Problems = {
    ...(nameProblem && { name: nameProblem }),
    ...findCountryProblem(typed),
    ...findSpoiled(form, ['name', 'country']),
  };
  if (Object.keys(problems).length > 0) return { problems };
  return { corrections: { name, country: typed.country, consents: readConsents(typed) } };
}

/** What was entered with an attempt, as its form would show it again. */
export const typedOf = ({ consents, country, name }: Corrections): Typed => ({
  ...emptyForm,
  name,
  country,
  deliver: consents.includes('deliver') ? 'yes' : '',
  updates: consents.includes('updates') ? 'yes' : '',
  partner_updates: consents.includes('partner-updates') ? 'yes' : '',
});

const readName = ({ name }: Typed): string =>
  name
    .normalize('NFC')
    .trim()
    .replace(/[ \u00a0]+/g, ' ');

const findCountryProblem = ({ country }: Typed): Problems =>
  country === '' || isCountry(country) ? {} : { country: 'signature.country.unknown' };

/** Fields that came twice, or in bytes that nobody can read. */
function findSpoiled(form: PostedForm, fields: readonly ('name' | 'email' | 'country')[]): Problems {
  const problems: { [name in FieldName]?: MessageKey } = {};
  for (const field of fields) {
    if (form.twice.has(field)) problems[field] = `signature.${field}.twice`;
    if (form.unreadable.has(field)) problems[field] = `signature.${field}.unreadable`;
  }
  return problems;
}

function findNameProblem(name: string): MessageKey | null {
  if (name === '') return 'signature.name.missing';
  if ([...name].length > LONGEST_NAME) return 'signature.name.too-long';
  if (UNSEEN.test(name)) return 'signature.name.unseen';
  if (!/\p{L}/u.test(name)) return 'signature.name.no-letter';
  if (/^[=+\-@]/.test(name)) return 'signature.name.sign-first';
  return WEB_ADDRESS.test(name) ? 'signature.name.web-address' : null;
}

function readConsents(typed: Typed): ConsentKind[] {
  const consents: ConsentKind[] = [];
  if (typed.deliver === 'yes') consents.push('deliver');
  if (typed.updates === 'yes') consents.push('updates');
  if (typed.partner_updates === 'yes') consents.push('partner-updates');
  return consents;
}
