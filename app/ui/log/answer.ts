import { noteFault } from '@/lib/journal.ts';
import { once } from '@/lib/once.ts';
import { createLogReader, headersOf } from '@/lib/transparency/serve.js';
import { logFolder } from '@/lib/transparency/tiles/files.ts';
import { readPolicyAnswer } from '@/lib/transparency/witness/serve-policy.ts';
import { inertPolicy } from '../html.tsx';

const PREFIX = '/log/';

/**
 * C2SP tlog-tiles: what is not published is not there. In production the server answers before the framework does
 * (lib/commands/serve/log.js), and only what is not there comes here; in development all of it does.
 */
export async function answerLog(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  try {
    const path = pathname.slice(PREFIX.length);
    const read = once('log-reader', () => createLogReader(logFolder()));
    const found = path === 'policy' ? await readPolicyAnswer() : await read(path);
    if (!found) return plainly(404, 'not found\n');
    const headers = { ...inertPolicy, ...headersOf(found) };
    return new Response(request.method === 'HEAD' ? null : found.body, { headers });
  } catch (fault) {
    noteFault('the log could not be read', fault);
    return plainly(503, 'unavailable\n');
  }
}

const plainly = (status: number, text: string): Response =>
  new Response(text, {
    status,
    headers: {
      ...inertPolicy,
      'access-control-allow-origin': '*',
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
    },
  });
