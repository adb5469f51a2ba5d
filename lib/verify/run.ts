import { sameBytes } from '../log/bytes.ts';
import type { Checkpoint } from '../log/note/checkpoint.ts';
import { type Progress, recountTo } from './download.ts';
import { type Finding, refused } from './finding.ts';
import { isFinding, type Judged, judgeNewest } from './judge.ts';
import type { Recount } from './recount.ts';
import type { Site } from './site.ts';
import type { Trust } from './trust.ts';

/** The last checkpoint that a run on this machine proved, and when its witnesses saw it (POSIX seconds; null: none). */
export interface Remembered {
  readonly note: string;
  readonly time: bigint | null;
}

/** What a run is given. */
export interface Task {
  readonly site: Site;
  readonly trust: Trust;
  readonly remembered: Remembered | null;
  /** POSIX seconds. */
  readonly now: () => bigint;
  /** In milliseconds: how long the log has to catch up with a number that is ahead of it, and the pauses in between. */
  readonly patience: number;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly progress: Progress;
  /** Hears of each finding when it is made. */
  readonly found: (finding: Finding) => void;
}

/** A run under way. */
export interface Run extends Task {
  readonly recount: Recount;
  readonly findings: Finding[];
  readonly last: Checkpoint | null;
  /** The newest checkpoint that was judged good and recounted. */
  judged: Judged | null;
  /** Milliseconds of the patience that are used up. */
  waited: number;
}

export function tell(run: Run, ...findings: readonly Finding[]): void {
  for (const finding of findings) {
    run.findings.push(finding);
    run.found(finding);
  }
}

/** Reads the site's newest checkpoint. Its signatures are checked, its tree is not. */
export async function readNewest({ now, site, trust }: Run): Promise<Judged | Finding> {
  const text = await site.checkpoint();
  return text === 'missing' ? refused('verify.refused.checkpoint-missing') : judgeNewest(trust.policy, text, now());
}

/** Recounts up to a checkpoint; the recount goes on from where it stands, so the log must continue itself. */
export async function recountUpTo(run: Run, judged: Judged): Promise<Finding | null> {
  const { root, size } = judged.checkpoint;
  if (size < BigInt(run.recount.size))
    return refused('verify.refused.log-shrank', { before: run.recount.size, size: String(size) });
  const refusal = await recountTo(run.site, run.recount, size, run.progress);
  if (refusal) return refusal;
  if (!sameBytes(run.recount.tree().root, root)) return refused('verify.refused.root-differs', { size: String(size) });
  run.judged = judged;
  return null;
}

/** The newest checkpoint, judged and recounted; null when it was, else what was wrong. */
export async function catchUp(run: Run): Promise<Finding | null> {
  const judged = await readNewest(run);
  return isFinding(judged) ? judged : recountUpTo(run, judged);
}
