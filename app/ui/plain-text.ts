import { inertPolicy } from './html.tsx';

/** A file of lines for machines; the same for everybody, so caches may hold it for an hour. */
export const plainText = (request: Request, lines: readonly string[]): Response =>
  new Response(request.method === 'HEAD' ? null : `${lines.join('\n')}\n`, {
    headers: { ...inertPolicy, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=3600' },
  });
