import type { Delivery } from '@/lib/delivery/read.ts';
import { formatDay } from '@/lib/i18n/format.ts';
import type { Locale } from '@/lib/i18n/locales.ts';
import type { Say } from '@/lib/i18n/words.ts';
import { TextField } from '../field.tsx';
import type { Visit } from '../frame.tsx';
import { type FormState, problemAt, SaveFrom } from '../languages/fields-view.tsx';
import { LanguageFields } from '../languages/language-fields.tsx';

export const dayOf = (locale: Locale, day: string): string => formatDay(locale, new Date(`${day}T00:00:00Z`));

/** Where a hand-over stands, in a few words. */
export function stateWords(say: Say, locale: Locale, delivery: Delivery): string {
  const { answeredOn, handedOverOn, plannedOn } = delivery;
  if (answeredOn) return say('delivery.state.answered', { day: dayOf(locale, answeredOn) });
  if (handedOverOn) return say('delivery.state.handed-over', { day: dayOf(locale, handedOverOn) });
  return plannedOn
    ? say('delivery.state.planned-on', { day: dayOf(locale, plannedOn) })
    : say('delivery.state.planned');
}

interface DayFieldProps {
  readonly state: FormState;
  readonly visit: Visit;
  readonly label: 'planned' | 'day';
}

export const DayField = ({ label, state, visit: { say } }: DayFieldProps) => (
  <TextField
    id="date"
    type="date"
    label={say(`delivery.date.${label}`)}
    problem={problemAt(say, state, 'date')}
    value={state.typed.date ?? ''}
    direction="ltr"
  />
);

/** To whom, where, when, and a note, in every language. */
export const PlanFields = ({ state, visit }: Omit<DayFieldProps, 'label'>) => (
  <>
    <SaveFrom state={state} visit={visit} />
    <p className="hint">{visit.say('delivery.note.hint')}</p>
    <DayField state={state} visit={visit} label="planned" />
    <LanguageFields
      visit={visit}
      state={state}
      fields={[{ name: 'addressee' }, { name: 'place' }, { name: 'note', isLong: true }]}
    />
  </>
);
