import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';

/** Some networks cut a connection after this many bytes from the server, the TLS handshake among them (WE-12). */
const CUT_AFTER = 16_384;
/** In bytes, and generous: certificates of two links, and what goes around them. */
const HANDSHAKE = 5_384;

export interface CuttingProxy {
  readonly port: number;
  /** How many connections were cut so far, of how many. */
  count(): { cut: number; all: number };
  stop(): Promise<void>;
}

/** A network in between that resets every connection on which the server has sent too much. */
export async function startCuttingProxy(target: number): Promise<CuttingProxy> {
  let cut = 0;
  let all = 0;
  const server = createServer((visitor) => {
    all += 1;
    let left = CUT_AFTER - HANDSHAKE;
    const site = connect(target, '127.0.0.1');
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
    count: () => ({ cut, all }),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
