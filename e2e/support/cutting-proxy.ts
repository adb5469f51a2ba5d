import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';

/** Some networks cut a connection after this many bytes from the server, the TLS handshake among them (WE-12). */
const CUT_AFTER = 16_384;
/** In bytes, and generous: certificates of two links, and what goes around them. */
const HANDSHAKE = 5_384;

export interface CuttingProxy {
  readonly port: number;
  /** From now on visitors come from this address, any of 127.0.0.0/8: each has limits of their own. */
  comeFrom(address: string): void;
  /** How many connections were cut so far, of how many. */
  count(): { cut: number; all: number };
  stop(): Promise<void>;
}

/** A network in between that resets every connection on which the server has sent too much. */
export async function startCuttingProxy(target: number): Promise<CuttingProxy> {
  let cut = 0;
  let all = 0;
  let localAddress = '127.0.0.1';
  const server = createServer((visitor) => {
    all += 1;
    let left = CUT_AFTER - HANDSHAKE;
    const site = connect({ port: target, host: '127.0.0.1', localAddress });
    visitor.on('error', () => site.destroy());
    site.on('error', () => visitor.destroy());
    visitor.pipe(site);
    site.on('data', (part) => {
      left -= part.length;
      if (left >= 0) {
        visitor.write(part);
        return;
      }
      cut += 1;
      visitor.resetAndDestroy();
      site.destroy();
    });
    site.on('end', () => visitor.end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    comeFrom: (address) => {
      localAddress = address;
    },
    count: () => ({ cut, all }),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
