import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { once } from '@/lib/once.ts';
import { answerWith, inertPolicy, type Page } from './html.tsx';

/** Serves a script of the public pages from its file, read and compressed once. Every page works without it. */
export function scriptDoor(file: string, headers: Readonly<Record<string, string>> = {}) {
  const script = (): Page =>
    once(`script-${file}`, () => {
      const plain = readFileSync(file);
      return {
        status: 200,
        headers: {
          ...inertPolicy,
          'content-type': 'text/javascript; charset=utf-8',
          'cache-control': 'public, max-age=300',
          ...headers,
        },
        plain,
        gzip: gzipSync(plain, { level: 9 }),
        etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
      };
    });
  return (request: Request): Response => answerWith(script(), request);
}
