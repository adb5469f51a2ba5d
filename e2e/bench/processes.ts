import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second for everybody who asks (man 5 proc, USER_HZ). */
const MILLISECONDS_PER_TICK = 10;

interface Process {
  readonly pid: number;
  readonly name: string;
  readonly parent: number;
  readonly ticks: number;
}

/** Null when the process has ended, or this is no Linux. */
function readProcess(pid: number): Process | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name stands in parentheses and may hold any character, so the fields begin after the last one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [user = 0, system = 0, childrenUser = 0, childrenSystem = 0] = fields.slice(11, 15).map(Number);
    const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    return { pid, name, parent: Number(fields[1]), ticks: user + system + childrenUser + childrenSystem };
  } catch {
    return null;
  }
}

const listProcesses = (): Process[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0)
    .map(readProcess)
    .filter((process) => process !== null);

/** CPU time of a process and all that came from it so far, in milliseconds; children that ended count on. */
export function readCpu(root: number): number {
  const all = listProcesses();
  const family = new Set([root]);
  // A child's number can be smaller than its parent's, so one pass over the list is not enough.
  for (let size = 0; size !== family.size; ) {
    size = family.size;
    for (const { parent, pid } of all) if (family.has(parent)) family.add(pid);
  }
  const ticks = all.reduce((sum, process) => sum + (family.has(process.pid) ? process.ticks : 0), 0);
  return ticks * MILLISECONDS_PER_TICK;
}

/** The PostgreSQL server that this backend belongs to; null when it runs on another machine. */
export function findPostgres(backend: number): number | null {
  const process = readProcess(backend);
  return process?.name.startsWith('postgres') ? process.parent : null;
}
