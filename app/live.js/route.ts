import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { answerWith, inertPolicy, type Page } from '@/app/ui/html.tsx';
import { once } from '@/lib/once.ts';

export const dynamic = 'force-dynamic';

/** The one script of the public pages. Without it every number is right at page load. */
const script = (): Page =>
  once('live-script', () => {
    const plain = readFileSync('app/live.js/live-count.js');
    return {
      status: 200,
      headers: {
        ...inertPolicy,
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'public, max-age=300',
      },
      plain,
      gzip: gzipSync(plain, { level: 9 }),
      etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
    };
  });

export const GET = (request: Request): Response => answerWith(script(), request);
