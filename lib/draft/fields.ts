import type { PostedForm } from '../form.ts';
import type { PetitionText } from '../petition/canonical.ts';

/** What a draft has, in the order in which it is written. */
export const draftFields = ['title', 'demand', 'addressee', 'act', 'body', 'card_title', 'card_text'] as const;
export type DraftField = (typeof draftFields)[number];

/** Without these a text cannot be laid before the partners; the share card's words may stay empty. */
export const neededFields = ['title', 'demand', 'addressee', 'act', 'body'] as const satisfies readonly DraftField[];

/** In characters as a reader counts them (code points). */
export const longest: Readonly<Record<DraftField, number>> = {
  title: 200,
  demand: 1000,
  addressee: 200,
  act: 300,
  body: 100_000,
  card_title: 100,
  card_text: 200,
};

export type DraftFields = { readonly [name in DraftField]: string };

export const emptyDraft: DraftFields = {
  title: '',
  demand: '',
  addressee: '',
  act: '',
  body: '',
  card_title: '',
  card_text: '',
};

export type DraftProblem =
  | { readonly kind: 'too-long'; readonly longest: number; readonly length: number }
  | { readonly kind: 'unseen'; readonly line: number }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'twice' };

export type DraftProblems = { readonly [name in DraftField]?: DraftProblem };

/**
 * Control characters, and those that turn the direction of what follows: a text that reads other than it is
 * written is no text to endorse. The marks that Arabic needs are none of them.
 */
const UNSEEN = /(?![\t\n])\p{Cc}|[\u2028-\u202e\u2066-\u2069]|\p{Cs}/u;

export const hasUnseen = (text: string): boolean => UNSEEN.test(text);

export function readDraftFields(form: PostedForm): DraftFields {
  const typed = draftFields.map((field) => [field, (form.values.get(field) ?? '').replace(/\r\n?/g, '\n')]);
  return { ...emptyDraft, ...Object.fromEntries(typed) };
}

/** A draft may be unfinished, but not longer than it may ever be, and not full of what nobody sees. */
export function findDraftProblems(fields: DraftFields, form: PostedForm): DraftProblems {
  const problems: { [name in DraftField]?: DraftProblem } = {};
  for (const field of draftFields) {
    const problem = findProblem(field, fields[field], form);
    if (problem) problems[field] = problem;
  }
  return problems;
}

function findProblem(field: DraftField, typed: string, form: PostedForm): DraftProblem | null {
  if (form.twice.has(field)) return { kind: 'twice' };
  if (form.unreadable.has(field)) return { kind: 'unreadable' };
  const length = countCharacters(typed);
  if (length > longest[field]) return { kind: 'too-long', longest: longest[field], length };
  const line = typed.split('\n').findIndex(hasUnseen);
  return line < 0 ? null : { kind: 'unseen', line: line + 1 };
}

function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** The needed fields that are still empty. */
export const lackingFields = (fields: DraftFields): DraftField[] =>
  neededFields.filter((field) => fields[field].trim() === '');

/** The text as partners endorse it and the public reads it. */
export const textOf = (language: string, fields: DraftFields): PetitionText => ({
  language,
  title: fields.title.trim(),
  demand: fields.demand.trim(),
  addressee: fields.addressee.trim(),
  act: fields.act.trim(),
  body: fields.body.trim(),
});
