import { directionOf, type Locale, localeNames, locales } from '@/lib/i18n/locales.ts';
import type { TypedWords } from '@/lib/team/answers.ts';
import { LongField } from '../field.tsx';

interface WordsFieldsProps {
  /** The fields are called `name_en`, `name_ru` … */
  readonly name: string;
  readonly legend: string;
  readonly hint: string;
  readonly typed: TypedWords;
  readonly problems: { readonly [field: string]: string };
  /** The language that comes first: the reader's own. */
  readonly first: Locale;
}

/** Short words in the site's languages, one field each. */
export function WordsFields({ first, hint, legend, name, problems, typed }: WordsFieldsProps) {
  const ordered = [first, ...locales.filter((locale) => locale !== first)];
  return (
    <fieldset aria-describedby={`${name}-hint`}>
      <legend>{legend}</legend>
      <p className="hint" id={`${name}-hint`}>
        {hint}
      </p>
      <div className="grid">
        {ordered.map((locale) => (
          <LongField
            key={locale}
            id={`${name}_${locale}`}
            label={localeNames[locale]}
            language={locale}
            direction={directionOf(locale)}
            problem={problems[`${name}_${locale}`]}
            value={typed[locale] ?? ''}
          />
        ))}
      </div>
    </fieldset>
  );
}
