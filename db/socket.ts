import { Socket } from 'node:net';

/** Where the driver wants to go: its own options, of which these are used. */
export interface Destination {
  readonly host: readonly string[];
  readonly port: readonly number[];
  readonly path: string | false;
  readonly ssl: unknown;
  fetch_types: boolean;
  readonly shared: { readonly typeArrayMap: object };
}

type Tell = (name: string | symbol, ...told: unknown[]) => boolean;
type Write = (bytes: Buffer, ...how: unknown[]) => boolean;

/**
 * A connection's socket, which tells of its fault and of its end in one breath. Node.js tells of a fault at once and
 * of the end later, and the driver (postgres 3.4.9) gives statements to a connection until it has ended, but rejects
 * what the connection holds when it hears of the fault. A statement that fell between the two was never answered.
 */
export function openSocket(to: Destination): Socket {
  forgoKnownTypes(to);
  const socket = new Socket();
  joinFaultAndEnd(socket);
  if (to.path) socket.connect(to.path);
  else {
    const [host, port] = nextPlace(to);
    // The driver reads the host's name from here, to compare it with the server's certificate.
    Object.assign(socket.connect(port, host), { host, port, ssl: to.ssl });
  }
  // Afterwards, because connecting gives a socket its own way of writing back.
  dropStaleBytes(socket);
  return socket;
}

function joinFaultAndEnd(socket: Socket): void {
  const tell: Tell = socket.emit.bind(socket);
  let fault: unknown = null;
  const join: Tell = (name, ...told) => {
    if (name === 'error') {
      fault ??= told[0];
      return true;
    }
    if (name === 'close' && fault !== null) tell('error', fault);
    return tell(name, ...told);
  };
  socket.emit = join as Socket['emit'];
}

/**
 * Part of a connection's settings, of no meaning to the server. What the driver had not yet sent when a connection
 * ended stays in its buffer, and the timer that would send it is believed to run: the connection's next greeting waits
 * for ever. A buffer of a kilobyte is sent without a timer, so the greeting is made that long.
 */
export const LONG_GREETING = { 'undersigned.long_greeting': '-'.repeat(1_024) };

/** Codes of PostgreSQL's protocol that begin a conversation: version 3.0, and the request to end a statement. */
const BEGINNINGS: ReadonlySet<number> = new Set([196_608, 80_877_102]);

/** Nothing goes before the greeting: bytes in front of it were meant for a connection that has ended. */
function dropStaleBytes(socket: Socket): void {
  const write = socket.write.bind(socket) as Write;
  const writeFirst: Write = (bytes, ...how) => {
    socket.write = write as Socket['write'];
    return write(bytes.subarray(greetingIn(bytes)), ...how);
  };
  socket.write = writeFirst as Socket['write'];
}

/** Where a message begins that reaches to the last byte and greets; 0 when there is none. */
function greetingIn(bytes: Buffer): number {
  for (let at = 0; at + 8 <= bytes.length; at += 1)
    if (bytes.readInt32BE(at) === bytes.length - at && BEGINNINGS.has(bytes.readInt32BE(at + 4))) return at;
  return 0;
}

const opened = new WeakMap<Destination, number>();

/** Several places are tried in turn, as the driver does by itself. */
function nextPlace(to: Destination): [host: string, port: number] {
  const turn = (opened.get(to) ?? -1) + 1;
  opened.set(to, turn);
  const n = turn % to.host.length;
  return [to.host[n] ?? 'localhost', to.port[n] ?? to.port[0] ?? 5432];
}

/**
 * The driver asks each new connection for the numbers of array types, which do not change, and when the connection
 * ends meanwhile, a promise that nobody holds is rejected, which ends a process. Once is enough.
 */
function forgoKnownTypes(to: Destination): void {
  if (Object.keys(to.shared.typeArrayMap).length > 0) to.fetch_types = false;
}
