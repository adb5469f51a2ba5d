import type { LocalText } from '@/db/columns.ts';
import { type RecordForm, recordForms } from '@/db/schema/record.ts';
import { MARK, markOf, type Problem, readFields, type Typed, typedOf } from '../coalition/fields.ts';
import type { PostedForm } from '../form.ts';

export { recordForms };

/** What a line says, in every language it was written in. */
export interface LineTexts {
  readonly who: LocalText;
  readonly summary: LocalText;
  readonly source: LocalText;
}

/** What is the same in all languages. */
export interface LineFacts {
  readonly happenedOn: string;
  readonly form: RecordForm;
  readonly sourceUrl: string | null;
  readonly actNumber: string | null;
  readonly publishedIn: string | null;
}

export const textNames = ['who', 'summary', 'source'] as const;

const textFields = [
  { name: 'who', longest: 200, missing: 'record-team.who.missing' },
  { name: 'summary', longest: 1_000, missing: 'record-team.summary.missing' },
  { name: 'source', longest: 300, missing: 'record-team.source.missing' },
] as const;

const factFields = [
  { name: 'date', longest: 10 },
  { name: 'form', longest: 20 },
  { name: 'link', longest: 500 },
  { name: 'number', longest: 100 },
  { name: 'publication', longest: 200 },
] as const;

export interface ReadLine {
  readonly typed: Typed;
  readonly texts: LineTexts;
  readonly facts: LineFacts;
  readonly problems: readonly Problem[];
  readonly mark: string;
}

/** Reads a whole line. Its day may be today somewhere in the world, and no later. */
export function readLine(form: PostedForm, now: Date): ReadLine {
  const { problems, texts, typed } = readFields(form, textFields, factFields);
  const value = (name: string) => (typed[name] ?? '').trim();
  const known = recordForms.find((one) => one === value('form'));
  const facts: LineFacts = {
    happenedOn: value('date'),
    form: known ?? 'spoken',
    sourceUrl: value('link') || null,
    actNumber: value('number') || null,
    publishedIn: value('publication') || null,
  };
  // In the order of the fields on the page.
  const all = [...findDateProblem(facts.happenedOn, now), ...findFactProblems(facts, known !== undefined), ...problems];
  return { typed, texts, facts, problems: all, mark: form.values.get(MARK) ?? '' };
}

/** Reads the words alone: what a translator sends. */
export function readLineTexts(form: PostedForm): Omit<ReadLine, 'facts'> {
  return { ...readFields(form, textFields, []), mark: form.values.get(MARK) ?? '' };
}

/** In milliseconds: how far ahead of UTC the earliest time zone is. */
const EARLIEST_ZONE = 14 * 60 * 60_000;

function findDateProblem(date: string, now: Date): Problem[] {
  if (date === '') return [{ field: 'date', key: 'record-team.date.missing' }];
  const day = date.length === 7 ? `${date}-01` : date;
  const time = new Date(`${day}T00:00:00Z`);
  const isReal = /^\d{4}-\d{2}(-\d{2})?$/.test(date) && !Number.isNaN(time.getTime());
  if (!isReal || time.toISOString().slice(0, 10) !== day) return [{ field: 'date', key: 'record-team.date.wrong' }];
  const isAhead = time.getTime() > now.getTime() + EARLIEST_ZONE;
  return isAhead ? [{ field: 'date', key: 'record-team.date.ahead' }] : [];
}

function findFactProblems(facts: LineFacts, isFormKnown: boolean): Problem[] {
  const problems: Problem[] = [];
  if (!isFormKnown) problems.push({ field: 'form', key: 'record-team.form.missing' });
  if (facts.sourceUrl && !isWebAddress(facts.sourceUrl))
    problems.push({ field: 'link', key: 'record-team.link.wrong' });
  if (facts.form !== 'signed act') return problems;
  if (!facts.actNumber) problems.push({ field: 'number', key: 'record-team.number.missing' });
  if (!facts.publishedIn) problems.push({ field: 'publication', key: 'record-team.publication.missing' });
  return problems;
}

function isWebAddress(typed: string): boolean {
  const url = URL.parse(typed);
  return url?.protocol === 'https:' && url.hostname.includes('.') && url.username === '' && /^https:\/\//i.test(typed);
}

export const typedTexts = ({ source, summary, who }: LineTexts): Typed => typedOf({ who, summary, source });

/** A line as the fields of its form. */
export const typedLine = (line: LineTexts & LineFacts): Typed => ({
  ...typedTexts(line),
  date: line.happenedOn,
  form: line.form,
  link: line.sourceUrl ?? '',
  number: line.actNumber ?? '',
  publication: line.publishedIn ?? '',
});

export const markOfLine = (line: LineTexts & LineFacts): string => markOf(typedLine(line));
