import { formatSignatureLine } from '../../log/note/note.ts';
import type { VerifiedSignature } from '../../log/note/verify-note.ts';
import { meetsQuorum, type Policy } from '../../log/policy/policy.ts';

/** sigsum-go refuses a checkpoint of more than 16 signature lines: the log's own, and 15 of witnesses. */
export const MOST_COSIGNATURES = 15;

/** A cosignature, by the name of its witness in the policy. */
export type Cosignatures = ReadonlyMap<string, VerifiedSignature>;

export interface WitnessedNotes {
  /** At most 16 lines: the log's, those that make the quorum, then others, witnesses outside the largest group first. */
  readonly checkpoint: string;
  /** Every line. */
  readonly all: string;
}

/** The notes to publish, or null while the quorum is missed: then the last cosigned checkpoint stays. */
export function witnessedNotes(note: string, policy: Policy, cosignatures: Cosignatures): WitnessedNotes | null {
  const quorum = chooseQuorum(policy, cosignatures);
  if (!quorum) return null;
  const isLarge = membersOfLargest(policy);
  const others = [...cosignatures.keys()].filter((name) => !quorum.has(name));
  const ordered = [
    ...quorum,
    ...others.filter((name) => !isLarge.has(name)),
    ...others.filter((name) => isLarge.has(name)),
  ];
  const lines = ordered
    .flatMap((name) => cosignatures.get(name) ?? [])
    .map(({ signature }) => formatSignatureLine(signature));
  return { checkpoint: note + lines.slice(0, MOST_COSIGNATURES).join(''), all: note + lines.join('') };
}

/** The fewest witnesses that meet the quorum, or null when these do not, or when 15 would not be enough. */
export function chooseQuorum(policy: Policy, cosignatures: Pick<Cosignatures, 'has'>): ReadonlySet<string> | null {
  const chosen = policy.quorum === null ? [] : choose(policy, policy.quorum, cosignatures);
  if (!chosen || chosen.length > MOST_COSIGNATURES) return null;
  const names = new Set(chosen);
  return meetsQuorum(policy, names) ? names : null;
}

/** Members come before their group in a policy and belong to one only, so this ends and counts nobody twice. */
function choose(policy: Policy, name: string, cosignatures: Pick<Cosignatures, 'has'>): string[] | null {
  const group = policy.groups.find((each) => each.name === name);
  if (!group) return cosignatures.has(name) ? [name] : null;
  const choices = group.members.flatMap((member) => {
    const choice = choose(policy, member, cosignatures);
    return choice ? [choice] : [];
  });
  if (choices.length < group.threshold) return null;
  return choices
    .sort((one, other) => one.length - other.length)
    .slice(0, group.threshold)
    .flat();
}

/** Those whose lines a reader misses least when room is short: the coalition vouches for itself. */
function membersOfLargest({ groups }: Policy): ReadonlySet<string> {
  const largest = [...groups].sort((one, other) => other.members.length - one.members.length)[0];
  return new Set(largest?.members);
}
