import postgres from 'postgres';
import { abandonLostTransactions } from './lost-connection.ts';
import { openSocket } from './socket.ts';

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
    // In seconds. By itself the driver lets a statement wait up to twenty before it tries a connection again.
    backoff: () => 0.1 + Math.random() * 0.2,
    // The driver knows this setting; its types do not.
    ...({ socket: openSocket } as object),
    ...options,
  });
  return abandonLostTransactions(sql);
}
