import { sameBytes } from '../log/bytes.ts';
import type { Checkpoint } from '../log/note/checkpoint.ts';
import { type Finding, note, proven, refused } from './finding.ts';
import type { Run } from './run.ts';

/** What this run says about the last one: the same log, longer, and nothing slipped in between that is older. */

export const shrunk = ({ last }: Run, { size }: Checkpoint): Finding | null =>
  last && last.size > size
    ? refused('verify.refused.log-shrank', { before: String(last.size), size: String(size) })
    : null;

/** A recount is stronger than a consistency proof: the old root is computed anew from the entries that stand there now. */
export function sayHistory({ last, recount }: Run): Finding[] {
  const recounted = proven('verify.proven.recounted', { size: recount.size });
  if (!last) return [recounted, note('verify.note.first-run')];
  const mark = recount.at(last.size);
  return mark && sameBytes(mark.root, last.root)
    ? [recounted, proven('verify.proven.continued', { before: String(last.size), size: recount.size })]
    : [recounted, refused('verify.refused.other-history', { before: String(last.size) })];
}

/** In hours: for the differences of clocks, and for the hour that has begun. */
const TOLERANCE = 1;
const hourOf = (time: bigint): number => Number(time / 3_600n);

/** Entries that came after the last run cannot be older than the witnesses' signatures of then, nor of tomorrow. */
export function sayTimes({ last, now, recount, remembered }: Run): Finding[] {
  if (recount.hour > hourOf(now()) + TOLERANCE) return [refused('verify.refused.in-future')];
  const next = last && recount.at(last.size)?.nextHour;
  if (!last || !remembered?.time || next === null || next === undefined) return [];
  return next < hourOf(remembered.time) - TOLERANCE
    ? [refused('verify.refused.back-dated', { index: String(last.size) })]
    : [proven('verify.proven.not-back-dated')];
}
