import { sameBytes } from '../log/bytes.ts';
import { toHex } from '../log/text.ts';
import { type Finding, note, proven, refused } from './finding.ts';
import type { Recount } from './recount.ts';
import { catchUp, type Run, tell } from './run.ts';
import { readCount, type ShownCount, type ShownPetition } from './shown.ts';

/**
 * The numbers that the site shows against the numbers that the log gives.
 *
 * A site counts a confirmation at once and puts it into the log a moment later, so a number may be ahead of the
 * checkpoint that it names. Such a number is neither believed nor refused at first. The log is read on for a while, and
 * must come to that number or pass it: every event moves a count by one, so none is jumped over. Or the number that is
 * shown by then must be the log's: a signature taken back before it reached the log leaves no trace there. What the log
 * never reaches is a wrong count.
 */
export async function compareCounts(
  run: Run,
  petitions: readonly ShownPetition[],
  counts: ReadonlyMap<string, ShownCount>,
): Promise<void> {
  for (const petition of petitions) {
    const shown = counts.get(petition.id);
    if (shown) tell(run, await compareOne(run, petition, shown));
  }
  tell(run, ...petitions.map((petition) => compareText(run.recount, petition)), ...unlisted(run.recount, petitions));
}

/** In milliseconds: the log publishes every ten seconds or so. */
const PAUSE = 4_000;

async function compareOne(run: Run, petition: ShownPetition, shown: ShownCount): Promise<Finding> {
  const first = compareAt(run.recount, petition, shown);
  if (first !== 'ahead') return first;
  const before = countAt(run.recount, petition, shown);
  for (let isLast = false; !isLast; ) {
    isLast = run.waited >= run.patience;
    if (!isLast) await wait(run);
    const later = await readCount(run.site, petition.slug);
    if (later.tree) run.recount.want(later.tree.size);
    const refusal = await catchUp(run);
    if (refusal) return refusal;
    const now = run.recount.petitions.get(petition.id)?.count ?? 0;
    if (isBetween(shown.count, before, now))
      return proven('verify.proven.count-settled', { title: petition.title, count: shown.count, before, now });
    const again = compareAt(run.recount, petition, later);
    if (again !== 'ahead') return again;
  }
  return refused('verify.refused.count-differs', { title: petition.title, shown: shown.count, logged: before });
}

/** All petitions share the patience, and each is looked at once more after it is used up. */
async function wait(run: Run): Promise<void> {
  run.waited += PAUSE;
  await run.pause(PAUSE);
}

const isBetween = (count: number, one: number, other: number): boolean =>
  count >= Math.min(one, other) && count <= Math.max(one, other);

/** At the checkpoint that the count names, which must be one of this very log. */
function compareAt(recount: Recount, petition: ShownPetition, shown: ShownCount): Finding | 'ahead' {
  const { title } = petition;
  const mark = shown.tree && recount.at(shown.tree.size);
  if (mark && shown.tree && !sameBytes(mark.root, shown.tree.root))
    return refused('verify.refused.count-names-other-log', { title });
  // A checkpoint that is not there yet is read in a moment.
  if (shown.tree && !mark) return 'ahead';
  return countAt(recount, petition, shown) === shown.count
    ? proven('verify.proven.count', { title, count: shown.count })
    : 'ahead';
}

function countAt(recount: Recount, { id }: ShownPetition, { tree }: ShownCount): number {
  return (tree && recount.at(tree.size)?.counts.get(id)) ?? (tree ? 0 : (recount.petitions.get(id)?.count ?? 0));
}

/** The text that is shown is the one whose hash the log holds. */
function compareText(recount: Recount, { id, textSha256, textVersion, title }: ShownPetition): Finding {
  const tally = recount.petitions.get(id);
  if (!tally || tally.textVersion < textVersion) return note('verify.note.text-not-logged', { title });
  if (tally.textVersion > textVersion) return note('verify.note.text-newer', { title });
  return toHex(tally.textHash) === textSha256
    ? proven('verify.proven.text', { title, version: textVersion })
    : refused('verify.refused.text-differs', { title, version: textVersion });
}

/** Petitions of the log that the site's list leaves out: no fraud by itself, but somebody should know. */
function unlisted(recount: Recount, petitions: readonly ShownPetition[]): Finding[] {
  const listed = new Set(petitions.map(({ id }) => id));
  const missing = [...recount.petitions.keys()].filter((id) => !listed.has(id)).length;
  return missing > 0 ? [note('verify.note.unlisted', { petitions: missing })] : [];
}
