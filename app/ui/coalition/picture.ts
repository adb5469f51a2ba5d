import type { Logo } from '@/lib/coalition/logo-read.ts';
import { inertPolicy } from '../html.tsx';

/** A picture, in which nothing can run. Its tag is the moment it was saved. */
export function picture(request: Request, { changedAt, png }: Logo, cacheControl: string): Response {
  const etag = `"${changedAt.getTime().toString(36)}"`;
  const headers = { ...inertPolicy, 'cache-control': cacheControl, 'x-content-type-options': 'nosniff', etag };
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
  const body = request.method === 'HEAD' ? null : new Uint8Array(png);
  return new Response(body, { headers: { ...headers, 'content-type': 'image/png' } });
}
