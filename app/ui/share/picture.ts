import { inertPolicy } from '../html.tsx';

/** Bytes that other sites may show, and in which nothing can run. */
export interface Picture {
  readonly type: 'image/png' | 'image/svg+xml; charset=utf-8' | 'application/pdf';
  readonly body: Uint8Array | string;
  /** Quoted; without one the answer has none. */
  readonly etag?: string;
  /** Seconds for which caches may keep it. */
  readonly seconds: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers with a picture: the same for everybody, and free to stand on any site. */
export function answerPicture(request: Request, { body, etag, headers, seconds, type }: Picture): Response {
  const shared = {
    ...inertPolicy,
    'cache-control': `public, max-age=${seconds}, s-maxage=${seconds}, stale-if-error=300`,
    'cross-origin-resource-policy': 'cross-origin',
    ...(etag ? { etag } : {}),
    ...headers,
  };
  if (etag && request.headers.get('if-none-match') === etag)
    return new Response(null, { status: 304, headers: shared });
  const bytes = typeof body === 'string' ? body : new Uint8Array(body);
  return new Response(request.method === 'HEAD' ? null : bytes, { headers: { ...shared, 'content-type': type } });
}
