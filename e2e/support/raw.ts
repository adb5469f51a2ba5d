import { connect } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { sitePort, siteUrl } from './places.ts';
import { fromSource } from './sources.ts';

/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  /** Names in lower case; a header that came twice is joined by ", ". */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it was sent, compressed or not, without the framing of chunks. */
  readonly body: Buffer;
  /** The body as a reader sees it. */
  readonly text: string;
  /** Every byte the server sent for this answer. */
  readonly bytes: number;
}

export interface RawRequest {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Another listener than the site's own. */
  readonly port?: number;
  /** The address it comes from: any of 127.0.0.0/8. */
  readonly from?: string;
  /** For answers that never end: leaves as soon as the headers are there. */
  readonly headOnly?: boolean;
}

/** Asks over a bare socket, so that nothing between the test and the site mends, adds or hides anything. */
export async function ask(request: RawRequest): Promise<RawAnswer> {
  const wire = await talk(writeRequest(request), request);
  return readAnswer(wire, request.method ?? 'GET');
}

/** Posts a form as a browser on this site would; `headers` replace or add. */
export const askWithForm = (path: string, body: string | Buffer, headers: Record<string, string> = {}) =>
  ask({
    method: 'POST',
    path,
    body,
    headers: { origin: siteUrl, 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });

function writeRequest({ body, headers = {}, method = 'GET', path }: RawRequest): Buffer {
  const lines: Record<string, string> = {
    host: `localhost:${sitePort}`,
    connection: 'close',
    ...fromSource(),
    ...headers,
  };
  if (body !== undefined && !lines['transfer-encoding']) lines['content-length'] ??= String(Buffer.byteLength(body));
  const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([
    Buffer.from(`${method} ${path} HTTP/1.1\r\n${head.join('')}\r\n`, 'latin1'),
    Buffer.from(body ?? ''),
  ]);
}

/** The bytes that a connection answers to bytes, which need not be a request. */
export function talk(request: Buffer, way: Pick<RawRequest, 'headOnly' | 'from' | 'port'> = {}): Promise<Buffer> {
  const { headOnly = false, from: localAddress = '127.0.0.1', port = sitePort } = way;
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    const socket = connect({ port, host: '127.0.0.1', localAddress }, () => socket.write(request));
    const end = () => resolve(Buffer.concat(parts));
    socket.on('data', (part) => {
      parts.push(part);
      if (headOnly && Buffer.concat(parts).includes('\r\n\r\n')) {
        end();
        socket.destroy();
      }
    });
    socket.on('end', end);
    // A server that refuses a body may close before it has read all of it; what it said counts.
    socket.on('error', (fault) => (parts.length > 0 ? end() : reject(fault)));
    socket.setTimeout(10_000, () => socket.destroy(new Error('No answer within ten seconds.')));
  });
}

export function readAnswer(wire: Buffer, method: string): RawAnswer {
  const cut = wire.indexOf('\r\n\r\n');
  const [first = '', ...lines] = wire.subarray(0, cut).toString('latin1').split('\r\n');
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const [, name = '', value = ''] = /^([^:]+):\s*(.*)$/.exec(line) ?? [];
    const known = headers[name.toLowerCase()];
    headers[name.toLowerCase()] = known === undefined ? value : `${known}, ${value}`;
  }
  const rest = wire.subarray(cut + 4);
  const body = headers['transfer-encoding'] === 'chunked' && method !== 'HEAD' ? joinChunks(rest) : rest;
  const isGzip = headers['content-encoding'] === 'gzip' && body.length > 0;
  const text = (isGzip ? gunzipSync(body) : body).toString();
  return { status: Number(first.split(' ')[1]), headers, body, text, bytes: wire.length };
}

function joinChunks(wire: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < wire.length; ) {
    const line = wire.indexOf('\r\n', at);
    const size = Number.parseInt(wire.subarray(at, line).toString(), 16);
    if (!size) break;
    parts.push(wire.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
  return Buffer.concat(parts);
}
