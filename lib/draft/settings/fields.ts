import {
  type ConsentOffered,
  consentsOffered,
  type LetterWording,
  letterWordings,
  type PrivacyMode,
  privacyModes,
} from '@/db/schema/petition.ts';
import type { PostedForm } from '../../form.ts';
import { type Locale, readLocale } from '../../i18n/locales.ts';

export { type ConsentOffered, consentsOffered, type LetterWording, letterWordings, type PrivacyMode, privacyModes };

export const settingNames = [
  'goal_steps',
  'closes_at',
  'privacy_mode',
  'consents_offered',
  'letter_wording',
  'partners_needed',
  'source_language',
] as const;
export type SettingName = (typeof settingNames)[number];

/** What was typed, kept as it is for the form's next appearance. */
export type TypedSettings = { readonly [name in SettingName]: string };

export interface PetitionSettings {
  readonly goalSteps: readonly number[];
  readonly closesAt: Date | null;
  readonly privacyMode: PrivacyMode;
  readonly consentsOffered: readonly ConsentOffered[];
  readonly letterWording: LetterWording;
  readonly partnersNeeded: number;
  readonly sourceLanguage: Locale;
}

export type SettingProblem =
  | 'goal_steps.missing'
  | 'goal_steps.malformed'
  | 'goal_steps.falling'
  | 'goal_steps.too-many'
  | 'closes_at.malformed'
  | 'closes_at.past'
  | 'closes_at.over'
  | 'closes_at.early'
  | 'privacy_mode.missing'
  | 'privacy_mode.fixed'
  | 'letter_wording.missing'
  | 'partners_needed.malformed'
  | 'source_language.missing'
  | 'source_language.unwritten';
export type SettingProblems = { readonly [name in SettingName]?: SettingProblem };

/** The box of the form for each consent that may be offered. */
export const offerField = (consent: ConsentOffered): string => `offer_${consent.replace('-', '_')}`;

export function readTypedSettings(form: PostedForm): TypedSettings {
  const typed = (name: string) => (form.values.get(name) ?? '').trim();
  const offered = consentsOffered.filter((consent) => typed(offerField(consent)) === 'yes').join(',');
  const entries = settingNames.map((name) => [name, name === 'consents_offered' ? offered : typed(name)] as const);
  // The cast holds because there is one entry per name.
  return Object.fromEntries(entries) as TypedSettings;
}

/** How a form shows settings. */
export const typedOf = (settings: PetitionSettings): TypedSettings => ({
  goal_steps: settings.goalSteps.join(', '),
  closes_at: settings.closesAt?.toISOString().slice(0, 16) ?? '',
  privacy_mode: settings.privacyMode,
  consents_offered: settings.consentsOffered.join(','),
  letter_wording: settings.letterWording,
  partners_needed: String(settings.partnersNeeded),
  source_language: settings.sourceLanguage,
});

const MOST_STEPS = 20;
const LARGEST_NUMBER = 1_000_000_000;

export function readSettings(typed: TypedSettings): { settings: PetitionSettings } | { problems: SettingProblems } {
  const problems: { -readonly [name in SettingName]?: SettingProblem } = {};
  const goalSteps = readGoalSteps(typed.goal_steps);
  if (typeof goalSteps === 'string') problems.goal_steps = goalSteps;
  const closesAt = readMoment(typed.closes_at);
  if (closesAt === 'malformed') problems.closes_at = 'closes_at.malformed';
  const privacyMode = privacyModes.find((mode) => mode === typed.privacy_mode);
  if (!privacyMode) problems.privacy_mode = 'privacy_mode.missing';
  const letterWording = letterWordings.find((wording) => wording === typed.letter_wording);
  if (!letterWording) problems.letter_wording = 'letter_wording.missing';
  const partnersNeeded = readNumber(typed.partners_needed);
  if (partnersNeeded < 2 || partnersNeeded > 1_000) problems.partners_needed = 'partners_needed.malformed';
  const sourceLanguage = readLocale(typed.source_language);
  if (!sourceLanguage) problems.source_language = 'source_language.missing';
  if (typeof goalSteps === 'string' || closesAt === 'malformed' || !privacyMode || !letterWording || !sourceLanguage)
    return { problems };
  if (problems.partners_needed) return { problems };
  const offered = consentsOffered.filter((consent) => typed.consents_offered.split(',').includes(consent));
  return {
    settings: {
      goalSteps,
      closesAt,
      privacyMode,
      consentsOffered: offered,
      letterWording,
      partnersNeeded,
      sourceLanguage,
    },
  };
}

/** A whole number; 0 for anything else. */
const readNumber = (typed: string): number => {
  const plain = typed.replace(/[٠-٩]/g, (digit) => String('٠١٢٣٤٥٦٧٨٩'.indexOf(digit)));
  return /^\d{1,10}$/.test(plain) ? Number(plain) : 0;
};

function readGoalSteps(typed: string): number[] | SettingProblem {
  const steps = typed
    .split(/[\s,;،]+/)
    .filter(Boolean)
    .map(readNumber);
  if (steps.length === 0) return 'goal_steps.missing';
  if (steps.length > MOST_STEPS) return 'goal_steps.too-many';
  if (steps.some((step) => step < 1 || step > LARGEST_NUMBER)) return 'goal_steps.malformed';
  return steps.every((step, n) => n === 0 || step > (steps[n - 1] ?? 0)) ? steps : 'goal_steps.falling';
}

/** Date and time as the browser's own field writes them, in UTC; null when left empty. */
function readMoment(typed: string): Date | null | 'malformed' {
  if (typed === '') return null;
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(typed)) return 'malformed';
  const time = new Date(`${typed}Z`);
  // The 30th of February would otherwise become the 2nd of March.
  return Number.isNaN(time.getTime()) || !time.toISOString().startsWith(typed.slice(0, 16)) ? 'malformed' : time;
}
