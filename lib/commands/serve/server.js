import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import next from 'next';
import { answerBarely, guardAnswer, refuseMalformed } from './answer.js';
import { answerFromLog } from './log.js';
import { dropInternalHeaders, METHODS, readTarget } from './request.js';

/**
 * The web server of production: the framework behind a guard that sees every request first and every answer last.
 * The framework by itself answers odd methods and undecodable addresses with a bare 500, and writes the address,
 * which can hold a signer's token, into its log. `node lib/commands/serve/server.js <port> [host]`, plain JavaScript:
 * nothing is translated in the process that serves.
 */
const port = Number(process.argv[2]);
const hostname = process.argv[3];

// What the framework says of its own start is no line of our log, which machines read (lib/journal.ts).
console.log = () => {};

// Nothing here speaks WebSocket: with an emitter that never says "upgrade", such requests are requests like others.
// @ts-expect-error The framework listens for that one event and uses nothing else of a server.
const site = next({ dir: '.', dev: false, port, hostname: hostname ?? 'localhost', httpServer: new EventEmitter() });
await site.prepare();
const answer = site.getRequestHandler();

/** @type {import('node:http').RequestListener} */
async function listen(request, response) {
  const method = request.method ?? '';
  guardAnswer(method, response);
  if (!request.headers.host && request.httpVersion !== '1.0') return answerBarely(response, 400);
  if (!METHODS.includes(method)) return answerBarely(response, 405);
  // There are no Server Actions: nothing that asks for one is read (WE-08).
  if ('next-action' in request.headers) return answerBarely(response, 404);
  dropInternalHeaders(request.headers);
  request.url = readTarget(request.url ?? '/');
  try {
    if (!(await answerFromLog(request, response))) await answer(request, response);
  } catch (fault) {
    // The kind of fault alone: its message can quote the address, and that a token.
    const name = fault instanceof Error ? fault.name : typeof fault;
    const line = { level: 50, time: new Date().toISOString(), fault: name, msg: 'a request could not be answered' };
    console.error(JSON.stringify(line));
    answerBarely(response, 500);
  }
}

// A missing host is refused above, where the answer gets its headers.
const server = createServer({ requireHostHeader: false }, listen);
server.on('clientError', refuseMalformed);
// Without these two Node.js answers by itself, past the guard.
server.on('checkExpectation', listen);
server.on('connect', (_, socket) => refuseMalformed(new Error('No tunnel leads through here.'), socket));
server.listen(port, hostname);

let isStopping = false;
/** Takes nothing new, finishes what was begun, and what was promised for afterwards. */
async function stop() {
  if (isStopping) return;
  isStopping = true;
  await new Promise((resolve) => server.close(resolve));
  await site.close();
  process.exit(0);
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
