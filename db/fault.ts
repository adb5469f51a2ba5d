/** The error at the bottom of a chain of causes: libraries wrap the one that says what happened. */
export function rootOf(fault: unknown): Error {
  let root = fault instanceof Error ? fault : new Error('a value that is no error was thrown');
  while (root.cause instanceof Error) root = root.cause;
  return root;
}

/** A short textual property such as `code`, when the error has it. */
export function detailOf(error: Error, name: string): string | undefined {
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? value : undefined;
}

/**
 * The driver's and the system's names for a connection that is not there, and PostgreSQL's for a server that
 * is starting, stopping, full, too slow, or in the way of somebody else (appendix A, classes 08, 40, 53, 57, and 55P03); KEYS_AWAY is
 * ours, for a KEY_DIR that is not there (lib/keys).
 */
const AWAY =
  /^(CONNECT_TIMEOUT|CONNECTION_(CLOSED|ENDED|DESTROYED)|ECONN(REFUSED|RESET|ABORTED)|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|08...|40...|53...|57...|55P03|KEYS_AWAY)$/;

/** True when what is asked for is sealed and its key is not there. */
export const areKeysAway = (fault: unknown): boolean => detailOf(rootOf(fault), 'code') === 'KEYS_AWAY';

/** True when the database is away or overloaded, so that trying again later helps. */
export const isDatabaseAway = (fault: unknown): boolean => AWAY.test(detailOf(rootOf(fault), 'code') ?? '');
