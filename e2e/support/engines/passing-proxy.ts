import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { siteUrl } from '../places.ts';

/** Between a browser and the site: says where the visitor comes from, and notes whom else the browser asks. */
export interface PassingProxy {
  /** "127.0.0.1:1234". */
  readonly address: string;
  close(): Promise<void>;
}

export async function startPassingProxy(headers: Readonly<Record<string, string>>): Promise<PassingProxy> {
  const server = createServer((incoming, outgoing) => {
    const target = new URL(incoming.url ?? '/', siteUrl);
    // Whatever else browsers ask of their makers does not leave the machine.
    if (target.origin !== siteUrl) return outgoing.writeHead(502).end();
    const { 'proxy-connection': _, ...said } = incoming.headers;
    const way = { method: incoming.method ?? 'GET', headers: { ...said, ...headers, connection: 'close' } };
    const onward = request(siteUrl + target.pathname + target.search, way, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
