import type { Say } from '@/lib/i18n/words.ts';
import { recordForms } from '@/lib/record/fields.ts';
import { ChoiceField } from '../field.tsx';
import type { Visit } from '../frame.tsx';
import { type FormState, labelOf, PlainInput, problemAt } from '../languages/fields-view.tsx';
import { LanguageFields } from '../languages/language-fields.tsx';

export type RecordFormName = (typeof recordForms)[number];

export const formWords = (say: Say, form: RecordFormName): string =>
  say(`record.form.${form === 'signed act' ? 'signed' : form}`);

/** Date, form, and where it can be read: the same in all languages. */
export function FactFields({ state, visit }: { state: FormState; visit: Visit }) {
  const { say } = visit;
  return (
    <>
      <PlainInput visit={visit} state={state} name="date" hint={say('record-team.date.hint')} />
      <ChoiceField
        id="form"
        label={labelOf(say, 'form')}
        hint={say('record-team.form.hint')}
        problem={problemAt(say, state, 'form')}
        value={state.typed.form ?? ''}
      >
        <option value="">{say('record-team.form.choose')}</option>
        {recordForms.map((form) => (
          <option key={form} value={form}>
            {formWords(say, form)}
          </option>
        ))}
      </ChoiceField>
      <PlainInput visit={visit} state={state} name="link" type="url" hint={say('record-team.link.hint')} />
      <PlainInput visit={visit} state={state} name="number" hint={say('record-team.act.hint')} />
      <PlainInput visit={visit} state={state} name="publication" hint={say('record-team.act.hint')} />
    </>
  );
}

/** Who, what and where from, in every language. */
export const TextFields = ({ state, visit }: { state: FormState; visit: Visit }) => (
  <>
    <p>{visit.say('record-team.languages')}</p>
    <LanguageFields
      visit={visit}
      state={state}
      fields={[{ name: 'who' }, { name: 'summary', isLong: true }, { name: 'source' }]}
    />
  </>
);
