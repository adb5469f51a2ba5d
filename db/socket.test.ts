import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { expect, test } from '@/e2e/support/world.ts';
import { connectPostgres, type Sql } from './connect.ts';
import { LONG_GREETING, openSocket } from './socket.ts';

let server: Server;
let url: string;
const open = new Set<Socket>();
/** What connections began with: the protocol's version. */
const beginnings = new Set<number>();

test.beforeAll(async () => {
  const target = new URL(process.env.DATABASE_URL ?? '');
  const { hostname, port } = target;
  server = createServer((incoming) => {
    const onward = connect(Number(port), hostname);
    open.add(incoming);
    incoming.once('data', (bytes: Buffer) => beginnings.add(bytes.readInt32BE(4)));
    for (const [one, other] of [
      [incoming, onward],
      [onward, incoming],
    ] as const)
      one.on('error', () => undefined).on('close', () => other.destroy());
    incoming.on('close', () => open.delete(incoming));
    incoming.pipe(onward).pipe(incoming);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  target.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  url = target.href;
});
test.afterAll(() => server.close());

/** One connection, as the site opens them, that calls back as soon as its socket has had its fault. */
function connectWatched(onFault: () => void): Sql {
  const watched = (...given: Parameters<typeof openSocket>) => {
    const socket = openSocket(...given);
    const destroy = socket.destroy.bind(socket);
    socket.destroy = (fault) => {
      if (fault) onFault();
      return destroy(fault);
    };
    return socket;
  };
  return connectPostgres(url, {
    max: 1,
    connect_timeout: 2,
    connection: LONG_GREETING,
    ...({ socket: watched } as object),
  });
}

const answerOf = (work: Promise<readonly { n?: number }[]>): Promise<unknown> =>
  Promise.race([
    work.then(
      ([row]) => row?.n ?? 'no rows',
      () => 'refused',
    ),
    new Promise((resolve) => setTimeout(resolve, 4_000, 'never')),
  ]);

const turns: Readonly<Record<string, (act: () => void) => void>> = {
  'in the next breath': (act) => void Promise.resolve().then(act),
  'in the next tick': (act) => process.nextTick(act),
  'in the next turn': (act) => void setImmediate(act),
  'in the turn after the next': (act) => void setImmediate(() => setImmediate(act)),
};

for (const [turn, wait] of Object.entries(turns))
  for (const held of ['nothing', 'a statement', 'a transaction'])
    test(`FA-02: a statement ${turn} after a fault of a connection with ${held} is answered, and so is the next`, async () => {
      let onFault = () => {};
      const sql = connectWatched(() => onFault());
      await sql`select 1`;
      const between = new Promise<unknown>((resolve) => {
        onFault = () => {
          onFault = () => {};
          wait(() => resolve(answerOf(sql.unsafe('select $1::int as n', [7]))));
        };
      });
      const before =
        held === 'a statement'
          ? answerOf(sql`select 1 as n, pg_sleep(3)`)
          : held === 'a transaction'
            ? answerOf(sql.begin((tx) => tx`select 1 as n, pg_sleep(3)`))
            : 'refused';
      await new Promise((resolve) => setTimeout(resolve, 100));
      for (const socket of open) socket.resetAndDestroy();
      expect(await before).toBe('refused');
      // It may have been given to the connection that is there afterwards.
      expect(['refused', 7]).toContain(await between);
      expect(await answerOf(sql.unsafe('select $1::int as n', [8]))).toBe(8);
      expect(await answerOf(sql.begin((tx) => tx`select 9 as n`))).toBe(9);
      // Nothing that was meant for the connection before was sent ahead.
      expect([...beginnings]).toEqual([196_608]);
      await sql.end({ timeout: 1 });
    });
