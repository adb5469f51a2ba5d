import { Fragment } from 'react';
import { MARK, type Problem, type Typed } from '@/lib/coalition/fields.ts';
import { type Locale, localeNames, locales } from '@/lib/i18n/locales.ts';
import type { Say } from '@/lib/i18n/words.ts';
import { TextField } from '../field.tsx';
import type { Visit } from '../frame.tsx';

/** A form with what stands in it, what is to be mended, and where the save began. */
export interface FormState {
  readonly typed: Typed;
  readonly problems: readonly Problem[];
  readonly mark?: string;
  /** Set when somebody else saved meanwhile: what stands now. */
  readonly stands?: Typed;
}

const labels = [
  'name',
  'about',
  'title',
  'goal',
  'who',
  'summary',
  'source',
  'slug',
  'address',
  'language',
  'role',
  'partner',
  'date',
  'form',
  'link',
  'number',
  'publication',
  'picture',
  'addressee',
  'place',
  'note',
  'received',
  'reference',
  'answer',
] as const;
export type Label = (typeof labels)[number];

export const partsOf = (field: string): { base: string; locale: Locale | undefined } => {
  const locale = locales.find((one) => field.endsWith(`-${one}`));
  return { base: locale ? field.slice(0, -locale.length - 1) : field, locale };
};

/** What a field is called, with its language where it has one. */
export function labelOf(say: Say, field: string): string {
  const { base, locale } = partsOf(field);
  const known = labels.find((label) => label === base);
  const label = known ? say(`coalition.field.${known}`) : base;
  return locale ? say('coalition.field.in', { label, language: localeNames[locale] }) : label;
}

export const problemWords = (say: Say, { count = 0, field, key }: Problem): string =>
  say(key, { count, label: labelOf(say, field) });

/** All that is to be mended, for the top of the page. */
export const listProblems = (say: Say, { problems, stands }: FormState) => [
  ...(stands ? [{ field: '', words: say('coalition.stale.title') }] : []),
  ...problems.map((problem) => ({ field: problem.field, words: problemWords(say, problem) })),
];

export function problemAt(say: Say, { problems }: FormState, field: string): string | undefined {
  const problem = problems.find((one) => one.field === field);
  return problem && problemWords(say, problem);
}

interface PlainProps {
  readonly name: Label;
  readonly state: FormState;
  readonly visit: Visit;
  readonly hint?: string | undefined;
  readonly type?: 'text' | 'email' | 'url';
}

/** A field that is the same in all languages; what is typed there runs from left to right. */
export const PlainInput = ({ hint, name, state, type = 'text', visit: { say } }: PlainProps) => (
  <TextField
    id={name}
    type={type}
    label={labelOf(say, name)}
    hint={hint}
    problem={problemAt(say, state, name)}
    value={state.typed[name] ?? ''}
    direction={type === 'text' ? 'auto' : 'ltr'}
    autoComplete="off"
  />
);

/** Where the save began, and after somebody else's, what stands now beside what is typed below. */
export function SaveFrom({ state, visit: { say } }: { state: FormState; visit: Visit }) {
  const { mark, stands, typed } = state;
  const differing = Object.entries(stands ?? {}).filter(([field, value]) => value !== (typed[field] ?? ''));
  return (
    <>
      {mark && <input type="hidden" name={MARK} value={mark} />}
      {stands && (
        <div className="alarm">
          <p>{say('coalition.stale.lead')}</p>
          <dl className="facts">
            {differing.map(([field, value]) => (
              <Fragment key={field}>
                <dt>{labelOf(say, field)}</dt>
                <dd dir="auto">{value || say('coalition.stale.nothing')}</dd>
              </Fragment>
            ))}
          </dl>
        </div>
      )}
    </>
  );
}
