import { formatDay, formatNumber, formatRecordDate, formatTime } from '../i18n/format.ts';
import { directionOf, type Locale } from '../i18n/locales.ts';
import { type MessageKey, words } from '../i18n/words.ts';
import { isId, type Names, slugKey } from './names.ts';
import type { AuditEntry } from './read.ts';

/** Stands for a value that a record does not have; no value and no sentence holds it. */
const MISSING = '\u0000';
/** Between the parts of a sentence: "Published a text|, version {version}|: {petition}". */
const PART = '|';
const PART_IN_VALUE = '\u0001';

/** Every value that a sentence may speak of. */
const placeholders = [
  'at',
  'because',
  'campaign',
  'channel',
  'count',
  'factor',
  'key',
  'keys',
  'kind',
  'language',
  'line',
  'partner',
  'people',
  'person',
  'petition',
  'reason',
  'role',
  'rows',
  'settings',
  'signatures',
  'update',
  'version',
  'was',
] as const;
type Placeholder = (typeof placeholders)[number];

/**
 * One record as a sentence. A part whose value the record lacks is left out; the first part has none, so that there
 * is always something to say.
 */
export function sayRecord({ act, subject }: AuditEntry, names: Names, locale: Locale): string {
  const values = Object.fromEntries(
    placeholders.map((name) => [
      name,
      sayValue(name, subject[name] ?? null, names, locale).replaceAll(PART, PART_IN_VALUE),
    ]),
  );
  return words(locale)(`audit.act.${act}`, values)
    .split(PART)
    .filter((part) => !part.includes(MISSING))
    .join('')
    .replaceAll(PART_IN_VALUE, PART);
}

/** Who did it: a member, or the operator, or the site itself when a time had come. */
export function sayActor({ actor }: AuditEntry, names: Names, locale: Locale): string {
  const say = words(locale);
  if (actor === 'command' || actor === 'worker' || actor === 'invited') return say(`audit.actor.${actor}`);
  return names.get(actor) ?? say('audit.actor.unknown');
}

function sayValue(name: Placeholder, value: string | number | null, names: Names, locale: Locale): string {
  if (value === null || value === '') return MISSING;
  if (typeof value === 'number') return formatNumber(locale, value);
  const known = names.get(name === 'partner' || name === 'campaign' ? keyOf(name, value) : value);
  if (known) return isolate(known, locale);
  // What has no name any more would be 36 signs that say nothing.
  return isId(value) ? MISSING : sayWord(name, value, locale);
}

/** A name that runs the other way than the sentence keeps its signs to itself (UAX #9, first strong isolate). */
const isolate = (name: string, locale: Locale): string =>
  directionOf(locale) === 'rtl' || /[\u0590-\u08ff]/.test(name) ? `\u2068${name}\u2069` : name;

const keyOf = (kind: 'partner' | 'campaign', value: string) => (isId(value) ? value : slugKey(kind, value));

function sayWord(name: Placeholder, value: string, locale: Locale): string {
  if (name === 'at') return sayTime(value, locale);
  if (name === 'line' && /^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$/.test(value)) return formatRecordDate(locale, value);
  const translate = (word: string) => {
    const key = wordsOf[name]?.(word);
    return key ? words(locale)(key) : word;
  };
  return name === 'settings' ? value.split(', ').map(translate).join(', ') : translate(value);
}

function sayTime(value: string, locale: Locale): string {
  const time = new Date(value);
  return Number.isNaN(time.getTime()) ? value : `${formatDay(locale, time)}, ${formatTime(locale, time)}`;
}

type KeyOf = (value: string) => MessageKey | undefined;

const oneOf =
  <Value extends string>(values: readonly Value[], key: (value: Value) => MessageKey): KeyOf =>
  (typed) => {
    const value = values.find((known) => known === typed);
    return value && key(value);
  };

const role = oneOf(['owner', 'editor', 'translator', 'moderator', 'analyst', 'partner'], (r) => `team.role.${r}`);

const setting = oneOf(
  [
    'goal_steps',
    'closes_at',
    'privacy_mode',
    'consents_offered',
    'letter_wording',
    'source_language',
    'partners_needed',
    'card',
    'share-words',
  ],
  (name) => `audit.setting.${name}`,
);

/** Values that are one of a few words of the house, and so have their own words in every language. */
const wordsOf: Readonly<Partial<Record<Placeholder, KeyOf>>> = {
  role,
  was: role,
  kind: oneOf(['followers', 'delivery', 'sealed', 'daily-numbers'], (kind) => `export.kind.${kind}`),
  factor: oneOf(['codes', 'passkey', 'all'], (factor) => `audit.factor.${factor}`),
  because: oneOf(
    [
      'too-few-endorsements',
      'lead-has-not-endorsed',
      'mode-not-offered',
      'no-sealing-key',
      'too-few-key-holders',
      'no-text',
      'complaints',
    ],
    (refusal) => `audit.because.${refusal}`,
  ),
  settings: (typed) => setting(typed.split('/')[0] ?? ''),
  reason: oneOf(
    ['duplicate', 'forged', 'bot', 'nonsense-name', 'by-request', 'other'],
    (reason) => `audit.reason.${reason}`,
  ),
};
