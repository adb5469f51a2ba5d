import { localeNames, locales } from '@/lib/i18n/locales.ts';
import { ChoiceField } from '../field.tsx';
import type { Visit } from '../frame.tsx';
import { type FormState, labelOf } from './fields-view.tsx';

/** In which language the invited get their letter. */
export const LetterLanguage = ({ state, visit }: { state: FormState; visit: Visit }) => (
  <ChoiceField id="language" label={labelOf(visit.say, 'language')} value={state.typed.language || visit.locale}>
    {locales.map((locale) => (
      <option key={locale} value={locale} lang={locale}>
        {localeNames[locale]}
      </option>
    ))}
  </ChoiceField>
);
