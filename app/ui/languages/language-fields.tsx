import { directionOf, type Locale, localeNames, locales } from '@/lib/i18n/locales.ts';
import { LongField, TextField } from '../field.tsx';
import type { Visit } from '../frame.tsx';
import { type FormState, type Label, labelOf, partsOf, problemAt } from './fields-view.tsx';

export interface LanguageField {
  readonly name: Label;
  readonly isLong?: boolean;
}

interface LanguageFieldsProps {
  readonly fields: readonly LanguageField[];
  readonly state: FormState;
  readonly visit: Visit;
}

/** The same fields in every language, the reader's first. What is empty is marked, and closed. */
export function LanguageFields({ fields, state, visit }: LanguageFieldsProps) {
  const ordered = [visit.locale, ...locales.filter((locale) => locale !== visit.locale)];
  return ordered.map((locale) => (
    <LanguageGroup key={locale} locale={locale} fields={fields} state={state} visit={visit} />
  ));
}

function LanguageGroup({ fields, locale, state, visit }: LanguageFieldsProps & { readonly locale: Locale }) {
  const { say } = visit;
  const names = fields.map(({ name }) => `${name}-${locale}`);
  const missing = names.filter((name) => !state.typed[name]?.trim());
  const hasProblem = state.problems.some(({ field }) => names.includes(field));
  const isOpen = hasProblem || locale === visit.locale || missing.length < names.length;
  return (
    <details className="words" open={isOpen}>
      <summary>
        <span lang={locale}>{localeNames[locale]}</span>{' '}
        {missing.length > 0 && (
          <span className="stamp">
            {missing.length === names.length
              ? say('coalition.language.empty')
              : say('coalition.language.missing', {
                  fields: missing.map((name) => labelOf(say, partsOf(name).base)).join(', '),
                })}
          </span>
        )}
      </summary>
      {fields.map(({ isLong, name }) => {
        const id = `${name}-${locale}`;
        const shared = {
          id,
          label: labelOf(say, id),
          problem: problemAt(say, state, id),
          value: state.typed[id] ?? '',
        };
        return isLong ? (
          <LongField key={id} {...shared} language={locale} direction={directionOf(locale)} />
        ) : (
          <TextField key={id} {...shared} type="text" direction="auto" autoComplete="off" />
        );
      })}
    </details>
  );
}
