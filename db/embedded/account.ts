import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The user the server runs as when we are root, because PostgreSQL refuses to run as root. */
export interface Account {
  uid: number;
  gid: number;
}

/** undefined: the server runs as whoever we are. */
export type RunsAs = Account | undefined;

const execute = promisify(execFile);

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** The server sees none of our environment: there are secrets in it, and none are for it. */
export function spawnOptions(account: RunsAs) {
  const env = { PATH: process.env.PATH, NODE_ENV: process.env.NODE_ENV, LC_ALL: 'C', TZ: 'UTC' };
  // The folder we stand in may be closed to the account.
  return { env, cwd: '/', ...account };
}

export async function runAs(account: RunsAs, command: string, args: string[]): Promise<void> {
  await execute(command, args, spawnOptions(account));
}

export async function findAccount(): Promise<Account> {
  return (await accountNamed('postgres')) ?? (await accountNamed('nobody')) ?? missingAccount();
}

/** Tried, not computed from modes: access lists and mount options count as well. */
export async function succeedsAs(account: RunsAs, command: string, args: string[]): Promise<boolean> {
  try {
    await runAs(account, command, args);
    return true;
  } catch {
    return false;
  }
}

/** Asked as the account: a process of somebody else that has inherited the number is not our server. */
export async function isAlive(pid: number, account: RunsAs): Promise<boolean> {
  if (account) return succeedsAs(account, 'sh', ['-c', 'kill -0 "$0"', String(pid)]);
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function accountNamed(name: string): Promise<Account | undefined> {
  if (!(await succeedsAs(undefined, 'id', ['-u', name]))) return undefined;
  const [uid, gid] = await Promise.all([execute('id', ['-u', name]), execute('id', ['-g', name])]);
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

function missingAccount(): never {
  throw new Error(
    'PostgreSQL does not run as root, and there is neither a user "postgres" nor "nobody" to run it as. ' +
      'Start as an ordinary user, or set DATABASE_URL to a PostgreSQL 15 or newer.',
  );
}
