import postgres from 'postgres';
import { abandonLostTransactions } from './lost-connection.ts';

export type Sql = postgres.Sql;

type ConnectOptions = NonNullable<Parameters<typeof postgres>[1]>;

/** The one place that knows the driver. It opens nothing until the first query. */
export function connectPostgres(url: string, options: ConnectOptions = {}): Sql {
  const sql = postgres(url, {
    // More than eight connections made signing slower, not faster (design/stack.md, section 4).
    max: 8,
    connect_timeout: 10,
    idle_timeout: 60,
    // Notices can carry values of rows; nothing of that belongs on a terminal or in a log.
    onnotice: () => {},
    ...options,
  });
  return abandonLostTransactions(sql);
}
