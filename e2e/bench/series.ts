import { readCpu } from './processes.ts';

/** What one run did: how many operations, in how many seconds. */
export interface Run {
  readonly done: number;
  readonly seconds: number;
}

/** Whose CPU time is read around a run; null where it cannot be read. */
export interface Watched {
  readonly server: number | null;
  readonly database: number | null;
}

/** Per operation, in milliseconds; null where nobody was watched. */
export interface Round {
  readonly rate: number;
  readonly serverMs: number | null;
  readonly databaseMs: number | null;
}

async function measure(watched: Watched, act: () => Promise<Run>): Promise<Round> {
  const read = (pid: number | null) => (pid === null ? null : readCpu(pid));
  const before = { server: read(watched.server), database: read(watched.database) };
  const { done, seconds } = await act();
  const spent = (pid: number | null, since: number | null) =>
    pid === null || since === null ? null : (readCpu(pid) - since) / done;
  return {
    rate: done / seconds,
    serverMs: spent(watched.server, before.server),
    databaseMs: spent(watched.database, before.database),
  };
}

export interface Contender {
  readonly watched: Watched;
  readonly act: () => Promise<Run>;
}

/** All rounds of each contender, one after the other in turns, so that a noisy minute hits all of them. */
export async function takeTurns<Name extends string>(
  rounds: number,
  contenders: Readonly<Record<Name, Contender>>,
): Promise<Record<Name, Round[]>> {
  const names = Object.keys(contenders) as Name[];
  const taken = Object.fromEntries(names.map((name) => [name, [] as Round[]])) as Record<Name, Round[]>;
  for (let round = 0; round < rounds; round += 1) {
    // Back and forth: whoever always came second would always come after the first one's checkpoint.
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const { act, watched } = contenders[name];
      taken[name].push(await measure(watched, act));
    }
  }
  return taken;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle) - 1] ?? 0)) / 2;
}

export const rateOf = (rounds: readonly Round[]): number => median(rounds.map((round) => round.rate));

/** CPU time per operation of server and database together, as far as it is known. */
export const costOf = (round: Round): number => (round.serverMs ?? 0) + (round.databaseMs ?? 0);

/** The median of what each round gives: rounds that ran side by side are compared with each other. */
export const compare = (a: readonly Round[], b: readonly Round[], value: (round: Round) => number): number =>
  median(a.map((round, n) => value(round) / value(b[n] ?? round)));
