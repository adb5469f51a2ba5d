import { noteFault } from '@/lib/journal.ts';
import { type LogAnswer, readLogAnswer } from '@/lib/transparency/serve.ts';
import { inertPolicy } from '../html.tsx';

/** Any site may read the log: partners host the page that checks it. */
const open = { ...inertPolicy, 'access-control-allow-origin': '*' };

const FOREVER = { 'content-type': 'application/octet-stream', 'cache-control': 'public, max-age=31536000, immutable' };
const FOR_SECONDS = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=2' };

const PREFIX = '/log/';

/** C2SP tlog-tiles, "Checkpoints" and "Merkle Tree": what is not published is not there. */
export async function answerLog(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  try {
    const found = await readLogAnswer(pathname.slice(PREFIX.length));
    return found ? answerWithBytes(request, found) : plainly(404, 'not found\n');
  } catch (fault) {
    noteFault('the log could not be read', fault);
    return plainly(503, 'unavailable\n');
  }
}

const answerWithBytes = (request: Request, { body, isForever }: LogAnswer): Response =>
  new Response(request.method === 'HEAD' ? null : body, {
    headers: { ...open, ...(isForever ? FOREVER : FOR_SECONDS), 'content-length': String(body.length) },
  });

const plainly = (status: number, text: string): Response =>
  new Response(text, {
    status,
    headers: { ...open, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  });
