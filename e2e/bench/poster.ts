import { connect, type Socket } from 'node:net';
import { CLIENTS } from './options.ts';
import type { Posted, Posting } from './post.ts';

/**
 * The visitors, as a process of their own: forms over connections that stay open, each sent when the answer
 * before it is there. Bytes instead of an HTTP library, because on two cores the visitors' share is the site's loss.
 */

process.on('message', (posting: Posting) => {
  void postAll(posting).then((posted) => process.send?.(posted));
});

async function postAll({ appUrl, forms }: Posting): Promise<Posted> {
  const { hostname, port } = new URL(appUrl);
  const requests = forms.map(({ body, path }) => writeRequest(appUrl, path, body));
  const statuses: Record<string, number> = {};
  const began = performance.now();
  let next = 0;
  const visit = async () => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    for (let request = requests[next++]; request !== undefined; request = requests[next++]) {
      const status = await exchange(socket, request);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
    socket.end();
  };
  await Promise.all(Array.from({ length: CLIENTS }, visit));
  return { statuses, seconds: (performance.now() - began) / 1000 };
}

let visitors = 0;

const writeRequest = (appUrl: string, path: string, body: string): string =>
  [
    `POST ${path} HTTP/1.1`,
    `host: ${new URL(appUrl).host}`,
    `origin: ${appUrl}`,
    `x-forwarded-for: ${nextSource()}`,
    'accept-encoding: gzip',
    'content-type: application/x-www-form-urlencoded',
    `content-length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');

/** Each form comes from a network of its own. */
function nextSource(): string {
  visitors += 1;
  return `2001:db8:${Math.floor(visitors / 65_536)}:${(visitors % 65_536).toString(16)}::1`;
}

/** The status of the answer, once all of the answer is there. */
function exchange(socket: Socket, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const settle = () => {
      for (const event of ['error', 'close'] as const) socket.off(event, fail);
      socket.off('data', take);
    };
    const fail = () => {
      settle();
      reject(new Error('The site closed a connection instead of answering.'));
    };
    const take = (bytes: Buffer) => {
      said += bytes.toString('latin1');
      if (!isWhole(said)) return;
      settle();
      resolve(said.slice(9, 12));
    };
    for (const event of ['error', 'close'] as const) socket.on(event, fail);
    socket.on('data', take);
    socket.write(request);
  });
}

function isWhole(said: string): boolean {
  const end = said.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const head = said.slice(0, end).toLowerCase();
  if (head.includes('transfer-encoding: chunked')) return said.endsWith('0\r\n\r\n');
  return said.length >= end + 4 + Number(/content-length: (\d+)/.exec(head)?.[1] ?? 0);
}
