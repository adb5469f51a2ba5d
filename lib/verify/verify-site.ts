import { parseCheckpoint } from '../log/note/checkpoint.ts';
import { compareCounts } from './compare-counts.ts';
import { type Finding, note, proven } from './finding.ts';
import { sayHistory, sayTimes, shrunk } from './history.ts';
import { isFinding, type Judged, oldestTime } from './judge.ts';
import { Recount } from './recount.ts';
import { sayRemovals } from './removals.ts';
import { type Remembered, type Run, readNewest, recountUpTo, type Task, tell } from './run.ts';
import { readCount, readPetitions, type ShownCount } from './shown.ts';

export interface Report {
  readonly findings: readonly Finding[];
  readonly isRefused: boolean;
  /** What to remember for the next run: only what was proven whole. */
  readonly proven: Remembered | null;
  readonly recount: Recount;
}

/**
 * Recounts a site's log and holds everything that it shows against it. Throws an Unreadable where the site does not
 * answer: that proves nothing. Whatever shows fraud or a broken log is a refused finding.
 */
export async function verifySite(task: Task): Promise<Report> {
  const read = task.remembered && parseCheckpoint(task.remembered.note);
  const last = read && typeof read !== 'string' ? read.checkpoint : null;
  const run: Run = { ...task, recount: new Recount(), findings: [], last, judged: null, waited: 0 };
  await verifyLog(run);
  const isRefused = run.findings.some(({ kind }) => kind === 'refused');
  const remember = run.judged && !isRefused ? { note: run.judged.note, time: oldestTime(run.judged) } : null;
  return { findings: run.findings, isRefused, proven: remember, recount: run.recount };
}

async function verifyLog(run: Run): Promise<void> {
  // The numbers first: whatever checkpoint they name is then no newer than the one that is read next.
  const petitions = await readPetitions(run.site);
  const counts = new Map<string, ShownCount>();
  for (const { id, slug } of petitions) counts.set(id, await readCount(run.site, slug));
  const judged = await readNewest(run);
  if (isFinding(judged)) return tell(run, judged);
  tell(run, ...saySignatures(run, judged));
  wantMarks(run, counts);
  const refusal = shrunk(run, judged.checkpoint) ?? (await recountUpTo(run, judged));
  if (refusal) return tell(run, refusal);
  tell(run, ...sayHistory(run), ...sayTimes(run));
  await compareCounts(run, petitions, counts);
  tell(run, ...sayRemovals(run.recount));
}

/** Sizes at which something will be compared. */
function wantMarks({ last, recount }: Run, counts: ReadonlyMap<string, ShownCount>): void {
  for (const { tree } of counts.values()) if (tree) recount.want(tree.size);
  if (last) recount.want(last.size);
}

function saySignatures({ trust }: Run, { checkpoint, witnesses }: Judged): Finding[] {
  const { origin, size } = checkpoint;
  return [
    proven('verify.proven.log-signature', { origin, size: String(size) }),
    ...(trust.source === 'site' ? [note('verify.note.first-trust')] : []),
    trust.policy.quorum === null
      ? note('verify.note.no-quorum')
      : proven('verify.proven.witnessed', { witnesses: witnesses.size, known: trust.policy.witnesses.length }),
  ];
}
