import { type Checkpoint, parseCheckpoint } from '../log/note/checkpoint.ts';
import { type CheckpointVerdict, judgeCheckpoint } from '../log/policy/judge-checkpoint.ts';
import type { Policy } from '../log/policy/policy.ts';
import { type Finding, refused } from './finding.ts';

/** Some readers take 16 signature lines and no more, so a site that serves more hides its log from them. */
const MOST_LINES = 16;
/** In seconds: with older cosignatures somebody could be kept on an old state of the log. */
export const LONGEST_AGE = 3_600n;

export interface Judged {
  readonly note: string;
  readonly checkpoint: Checkpoint;
  /** By their names in the policy: when each cosigned, in POSIX seconds. */
  readonly witnesses: ReadonlyMap<string, bigint>;
}

/** The site's newest checkpoint, by the log's key, the quorum, and its age. `now` is POSIX seconds. */
export async function judgeNewest(policy: Policy, text: string, now: bigint): Promise<Judged | Finding> {
  const read = parseCheckpoint(text);
  if (typeof read === 'string') return refused('verify.refused.checkpoint-malformed', { reason: read });
  const lines = read.note.signatures.length;
  if (lines > MOST_LINES) return refused('verify.refused.too-many-lines', { lines });
  const verdict = await judgeCheckpoint(policy, text, { now, longestAge: LONGEST_AGE });
  if (typeof verdict === 'string') return refuse(verdict, read.checkpoint.origin);
  return { note: text, checkpoint: verdict.checkpoint, witnesses: verdict.witnesses };
}

function refuse(verdict: Extract<CheckpointVerdict, string>, origin: string): Finding {
  switch (verdict) {
    case 'log-unknown':
    case 'no-known-signature':
    case 'signature-wrong':
    case 'quorum-missed':
    case 'quorum-stale':
      return refused(`verify.refused.${verdict}`, { origin });
    default:
      return refused('verify.refused.checkpoint-malformed', { reason: verdict });
  }
}

export const isFinding = (either: object): either is Finding => 'kind' in either && 'key' in either;

/** The moment by which even the slowest of the witnesses had seen the checkpoint. */
export function oldestTime({ witnesses }: Pick<Judged, 'witnesses'>): bigint | null {
  const [oldest] = [...witnesses.values()].sort((one, other) => Number(one - other));
  return oldest ?? null;
}
