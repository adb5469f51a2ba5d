import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { concat } from '../../log/bytes.ts';
import { fromUtf8 } from '../../log/text.ts';
import { type Answer, answerMonitor, answerSubmission, type WitnessDesk } from './answer.ts';

/** In bytes. The longest proof and a checkpoint with the log's lines fill 4 KiB. */
const LONGEST_REQUEST = 16 * 1024;
/** In milliseconds, for a whole request. */
const PATIENCE = 10_000;
const MOST_CONNECTIONS = 256;

export interface Listening {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** Who hears of refusals and of what broke. Nothing of who asked is told. */
export interface Listener {
  readonly refused: (reason: string) => void;
  readonly broke: (fault: unknown) => void;
}

/** Serves until stopped. */
export async function listen(
  desk: WitnessDesk,
  { host, port }: { host: string; port: number },
  listener: Listener,
): Promise<Listening> {
  const server = createServer({ requestTimeout: PATIENCE, headersTimeout: PATIENCE / 2 }, (request, response) => {
    answer(desk, request).then(
      (given) => {
        if (given.refusal) listener.refused(given.refusal);
        send(request, response, given);
      },
      (fault: unknown) => {
        listener.broke(fault);
        send(request, response, bare(500, 'fault'));
      },
    );
  });
  server.maxConnections = MOST_CONNECTIONS;
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  return { port: (server.address() as AddressInfo).port, stop: () => stop(server) };
}

const bare = (status: number, word: string): Answer => ({
  status,
  contentType: 'text/plain; charset=utf-8',
  body: `${word}\n`,
  refusal: null,
});

async function answer(desk: WitnessDesk, request: IncomingMessage): Promise<Answer> {
  const path = (request.url ?? '').split('?')[0] ?? '';
  const hexOrigin = /^\/([0-9a-f]{64})\/checkpoint$/.exec(path)?.[1];
  if (hexOrigin) {
    const isReading = request.method === 'GET' || request.method === 'HEAD';
    return isReading ? answerMonitor(desk, hexOrigin) : bare(405, 'method-not-allowed');
  }
  if (path !== '/add-checkpoint') return bare(404, 'not-found');
  if (request.method !== 'POST') return bare(405, 'method-not-allowed');
  const octets = await readBody(request);
  if (octets === 'too-long') return bare(413, 'request-too-long');
  const body = octets === 'broken-off' ? null : fromUtf8(octets);
  return body === null ? bare(400, 'request-malformed') : answerSubmission(desk, body);
}

/** What is left of a body that is too long is not read, and the connection ends. */
async function readBody(request: IncomingMessage): Promise<Uint8Array | 'too-long' | 'broken-off'> {
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    // The answer still has to leave by the same connection.
    for await (const part of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
      length += part.length;
      if (length > LONGEST_REQUEST) return 'too-long';
      parts.push(part);
    }
  } catch {
    return 'broken-off';
  }
  return concat(...parts);
}

function send(request: IncomingMessage, response: ServerResponse, { body, contentType, status }: Answer): void {
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(request.complete ? {} : { connection: 'close' }),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

async function stop(server: Server): Promise<void> {
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeIdleConnections();
  });
}
