import { STATUS_CODES } from 'node:http';
import { INERT_POLICY, safeHeaders } from './headers.js';
import { METHODS } from './request.js';

/** @typedef {import('node:http').ServerResponse} ServerResponse */

/** Made to be shown on other sites: frames, what makes them, and a petition's pictures. */
const standsElsewhere = /^\/(?:embed\/|embed(?:-height)?\.js|petitions\/[^/?]+\/(?:card\.png|qr\.(?:png|svg)))/;

/**
 * Every answer leaves with the safe headers, whoever wrote it, and says nothing of what it was made with.
 * @param {string} method
 * @param {ServerResponse} response
 */
export function guardAnswer(method, response) {
  for (const [name, value] of Object.entries(safeHeaders)) response.setHeader(name, value);
  // The framework adds no header that is there already: what other sites may show is told by its address.
  if (standsElsewhere.test(response.req.url ?? '')) response.setHeader('cross-origin-resource-policy', 'cross-origin');
  const writeHead = response.writeHead;
  // The one moment when status and headers are known and nothing has been sent.
  response.writeHead = function write(/** @type {unknown[]} */ ...args) {
    response.writeHead = writeHead;
    finishHeaders(method, Number(args[0]), response);
    // @ts-expect-error The caller's arguments go on as they came, in whichever of Node's three forms.
    return writeHead.apply(response, args);
  };
}

/** @param {string} method @param {number} status @param {ServerResponse} response */
function finishHeaders(method, status, response) {
  // A 304 changes the headers of the page that the browser keeps: its policy must stay.
  if (status !== 304 && !response.hasHeader('content-security-policy'))
    response.setHeader('content-security-policy', INERT_POLICY);
  if (status === 405 && !response.hasHeader('allow')) response.setHeader('allow', allowedInstead(method));
  // Other sites may read public numbers, and do nothing else (AP-03).
  if (method !== 'GET' && method !== 'HEAD') response.removeHeader('access-control-allow-origin');
  const vary = String(response.getHeader('vary') ?? '');
  // The framework's own headers are dropped from every request, so that no answer varies by them.
  const kept = vary.split(/\s*,\s*/).filter((name) => name && !/^(?:rsc|next-.*)$/i.test(name));
  if (kept.length > 0) response.setHeader('vary', kept.join(', '));
  else if (vary) response.removeHeader('vary');
}

/** Every door shows or acts: where one of the two is not there, the other is. @param {string} method */
function allowedInstead(method) {
  if (method === 'POST') return 'GET, HEAD, OPTIONS';
  if (method === 'GET' || method === 'HEAD') return 'POST, OPTIONS';
  return METHODS.join(', ');
}

/**
 * An answer without the framework, for what it must not see or could not answer.
 * @param {ServerResponse} response
 * @param {number} status
 */
export function answerBarely(response, status) {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  for (const name of response.getHeaderNames()) if (!(name in safeHeaders)) response.removeHeader(name);
  const text = `${STATUS_CODES[status]}\n`;
  response.statusCode = status;
  response.setHeader('content-type', 'text/plain; charset=utf-8');
  response.setHeader('cache-control', 'no-store');
  response.setHeader('content-length', Buffer.byteLength(text));
  response.setHeader('connection', 'close');
  response.end(text);
}

const MALFORMED = Object.freeze({
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
});

/**
 * What is no request at all is answered on the bare connection.
 * @param {Error & { code?: string }} fault
 * @param {import('node:stream').Duplex} socket
 */
export function refuseMalformed(fault, socket) {
  if (!socket.writable || fault.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const status = Object.entries(MALFORMED).find(([code]) => code === fault.code)?.[1] ?? 400;
  const headers = { ...safeHeaders, 'content-security-policy': INERT_POLICY, 'cache-control': 'no-store' };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-length: 0\r\n`;
  socket.end(`${head}${lines.join('')}\r\n`);
}
