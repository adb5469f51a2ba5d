import type { PostedForm } from '@/lib/form.ts';
import { localeNames } from '@/lib/i18n/locales.ts';
import { LONGEST_REASON } from '@/lib/publication/closing.ts';
import { readWords, type TypedWords, tooLongIn } from '@/lib/team/answers.ts';
import type { Visit } from '../frame.tsx';

interface ReadReason {
  readonly reason: TypedWords;
  readonly problems: { [field: string]: string };
}

/** A public reason: in one language at least, and in none longer than it may be. */
export function readReason(form: PostedForm, { locale, say }: Visit): ReadReason {
  const reason = readWords(form, 'reason');
  const problems: { [field: string]: string } = {};
  if (Object.keys(reason).length === 0) problems[`reason_${locale}`] = say('closing.reason.missing');
  const long = tooLongIn(reason, LONGEST_REASON);
  if (long) {
    const values = { language: localeNames[long], longest: LONGEST_REASON };
    problems[`reason_${long}`] = say('closing.reason.too-long', values);
  }
  return { reason, problems };
}
