import { join } from 'node:path';
import { createLogReader, headersOf } from '../../transparency/serve.js';

const PREFIX = '/log/';

const readLog = createLogReader(join(process.env.DATA_DIR ?? '', 'log'));

/**
 * Answers what is published of the transparency log, at the speed of a file server. False for everything else, which the
 * framework then answers.
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
export async function answerFromLog({ method, url = '' }, response) {
  if (!url.startsWith(PREFIX) || (method !== 'GET' && method !== 'HEAD')) return false;
  const found = await readLog(url.slice(PREFIX.length));
  if (!found) return false;
  response.writeHead(200, headersOf(found));
  response.end(method === 'HEAD' ? undefined : found.body);
  return true;
}
