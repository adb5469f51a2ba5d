/** How much is measured. `--quick` answers in two minutes and trusts noise more than it should. */
export interface Options {
  readonly rounds: number;
  /** Signatures that the large petition holds before anything is measured; the small one holds SMALL. */
  readonly large: number;
  /** Forms posted in one round, to one petition. */
  readonly posts: number;
  /** Transactions of one pgbench client in one round. */
  readonly transactions: number;
  /** Seconds that a round of reading pages lasts. */
  readonly reading: number;
}

export const SMALL = 1_000;

/** Everybody has as many: browsers' connections, pgbench's clients. */
export const CLIENTS = 32;

const full: Options = { rounds: 3, large: 1_000_000, posts: 4_000, transactions: 1_200, reading: 3 };
const quick: Options = { rounds: 2, large: 100_000, posts: 2_000, transactions: 500, reading: 2 };

export const readOptions = (args: readonly string[]): Options => (args.includes('--quick') ? quick : full);
