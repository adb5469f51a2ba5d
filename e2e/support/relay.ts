import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** An address that stays the same while what stands behind it goes away and comes back elsewhere. */
export interface Relay {
  readonly port: number;
  /** Where connections lead from now on; null cuts those there are, and refuses new ones. */
  leadTo(port: number | null): void;
  close(): Promise<void>;
}

export async function startRelay(): Promise<Relay> {
  let target: number | null = null;
  const open = new Set<Socket>();
  const keep = (socket: Socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    // A cut connection is what this is for.
    socket.on('error', () => socket.destroy());
  };
  const server = createServer((incoming) => {
    keep(incoming);
    if (target === null) return incoming.resetAndDestroy();
    const onward = connect(target, '127.0.0.1');
    keep(onward);
    onward.on('close', () => incoming.destroy());
    incoming.on('close', () => onward.destroy());
    incoming.pipe(onward).pipe(incoming);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    leadTo: (port) => {
      target = port;
      if (port === null) cut();
    },
    close: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
