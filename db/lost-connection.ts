import type { Sql } from './connect.ts';
import { detailOf, rootOf } from './fault.ts';

/**
 * When a connection ends in the middle of a transaction, the driver (postgres 3.4.9) sends its rollback, or whatever
 * the transaction says next, into the connection that is not there any more: the process ends by an error that nobody
 * can catch. So a transaction whose connection is gone is not heard of again: whoever waits for it has been told, by
 * the driver's own word on the connection's end, and the database has rolled it back by itself.
 */
export function abandonLostTransactions(sql: Sql): Sql {
  const begin = sql.begin.bind(sql) as Begin;
  const guarded: Begin = async (...given) => {
    const options = given.length === 2 ? given[0] : '';
    const act = given.length === 2 ? given[1] : given[0];
    const state = { isOver: false };
    try {
      return await begin(options, (client) => keepQuiet(state, () => act(quietAfter(state, client))));
    } finally {
      state.isOver = true;
    }
  };
  return Object.assign(sql, { begin: guarded as Sql['begin'] });
}

type Act = (client: object) => unknown;
type Begin = (...given: readonly [Act] | readonly [string, Act]) => Promise<unknown>;

interface State {
  /** Whoever waits for the transaction has been answered. */
  isOver: boolean;
}

const never = new Promise<never>(() => {});

/** In milliseconds: so long after its fault a connection is known to be gone, or was never meant by it. */
const GONE_WITHIN = 1_000;

/** Names of a connection's end, by the driver, the system and PostgreSQL. */
const LOST = /^(CONNECTION_(CLOSED|ENDED|DESTROYED)|ECONN(RESET|ABORTED)|EPIPE|ETIMEDOUT|57P0[123]|08...)$/;

async function keepQuiet(state: State, act: () => unknown): Promise<unknown> {
  const outcome = await Promise.resolve()
    .then(act)
    .catch(async (fault: unknown) => {
      if (LOST.test(detailOf(rootOf(fault), 'code') ?? ''))
        await new Promise((resolve) => setTimeout(resolve, GONE_WITHIN));
      return state.isOver ? never : Promise.reject(fault);
    });
  return state.isOver ? never : outcome;
}

/** The transaction's client, whose statements go nowhere once it is over. */
const quietAfter = (state: State, client: object): object =>
  new Proxy(client, {
    apply: (target, self, given) =>
      state.isOver ? silence : Reflect.apply(target as (...all: unknown[]) => unknown, self, given),
    get: (target, name) => (state.isOver && name === 'unsafe' ? () => silence : Reflect.get(target, name)),
  });

/** A statement that is never answered, in both forms in which answers are asked for. */
const silence = Object.assign(new Promise<never>(() => {}), { values: () => never });
