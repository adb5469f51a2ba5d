import type { LocalText } from '@/db/columns.ts';
import { MARK, markOf, type Problem, readFields, type Typed, typedOf } from '../coalition/fields.ts';
import type { PostedForm } from '../form.ts';

/** What a delivery says of itself, in every language it was written in. */
export interface DeliveryTexts {
  readonly addressee: LocalText;
  readonly place: LocalText;
  readonly note: LocalText;
}

const texts = [
  { name: 'addressee', longest: 200, missing: 'delivery.addressee.missing' },
  { name: 'place', longest: 200 },
  { name: 'note', longest: 1_000 },
] as const;

export interface ReadDelivery {
  readonly typed: Typed;
  readonly texts: DeliveryTexts;
  readonly plannedOn: string | null;
  readonly problems: readonly Problem[];
  readonly mark: string;
}

/** Reads to whom, where and when; only the addressee must be there. */
export function readDelivery(form: PostedForm): ReadDelivery {
  const read = readFields(form, texts, [{ name: 'date', longest: 10 }]);
  const date = (read.typed.date ?? '').trim();
  const dated = date === '' || isDay(date) ? [] : [{ field: 'date', key: 'delivery.date.wrong' } as const];
  const problems = [...read.problems, ...dated];
  return { ...read, problems, plannedOn: date || null, mark: form.values.get(MARK) ?? '' };
}

export interface HandOver {
  readonly handedOverOn: string;
  readonly receivedBy: string;
  readonly reference: string;
  /** The pack that went with it; empty for none. */
  readonly pack: string;
}

export interface ReadHandOver {
  readonly typed: Typed;
  readonly handOver: HandOver;
  readonly problems: readonly Problem[];
}

/** Reads what happened on the day. It may be today somewhere in the world, and no later. */
export function readHandOver(form: PostedForm, now: Date): ReadHandOver {
  const { problems, typed } = readFields(
    form,
    [],
    [
      { name: 'date', longest: 10 },
      { name: 'received', longest: 200 },
      { name: 'reference', longest: 100 },
      { name: 'pack', longest: 36 },
    ],
  );
  const value = (name: string) => (typed[name] ?? '').trim();
  const all = [...findDayProblem(value('date'), now), ...problems];
  const handOver = {
    handedOverOn: value('date'),
    receivedBy: value('received'),
    reference: value('reference'),
    pack: value('pack'),
  };
  return { typed, handOver, problems: all };
}

export interface ReadAnswer {
  readonly typed: Typed;
  readonly answer: LocalText;
  readonly answeredOn: string;
  readonly problems: readonly Problem[];
}

/** Reads what the addressee answered, and on which day. */
export function readAnswer(form: PostedForm, now: Date): ReadAnswer {
  const read = readFields(
    form,
    [{ name: 'answer', longest: 2_000, missing: 'delivery.answer.missing' }],
    [{ name: 'date', longest: 10 }],
  );
  const answeredOn = (read.typed.date ?? '').trim();
  const problems = [...findDayProblem(answeredOn, now), ...read.problems];
  return { typed: read.typed, answer: read.texts.answer, answeredOn, problems };
}

/** In milliseconds: how far ahead of UTC the earliest time zone is. */
const EARLIEST_ZONE = 14 * 60 * 60_000;

function findDayProblem(day: string, now: Date): Problem[] {
  if (day === '') return [{ field: 'date', key: 'delivery.date.missing' }];
  if (!isDay(day)) return [{ field: 'date', key: 'delivery.date.wrong' }];
  const isAhead = new Date(`${day}T00:00:00Z`).getTime() > now.getTime() + EARLIEST_ZONE;
  return isAhead ? [{ field: 'date', key: 'delivery.date.ahead' }] : [];
}

function isDay(typed: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(typed) ? new Date(`${typed}T00:00:00Z`) : null;
  return time !== null && !Number.isNaN(time.getTime()) && time.toISOString().startsWith(typed);
}

type Stands = DeliveryTexts & { readonly plannedOn: string | null };

/** A delivery as the fields of its form. */
export const typedDelivery = ({ addressee, note, place, plannedOn }: Stands): Typed => ({
  ...typedOf({ addressee, place, note }),
  date: plannedOn ?? '',
});

export const markOfDelivery = (delivery: Stands): string => markOf(typedDelivery(delivery));
