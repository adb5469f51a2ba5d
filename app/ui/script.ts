import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { once } from '@/lib/once.ts';
import { answerWith, inertPolicy, type Page } from './html.tsx';

/** A script as it is served, read and compressed once. Every page works without its scripts. */
export const scriptPage = (name: string, read: () => Buffer<ArrayBuffer>): Page =>
  once(`script-${name}`, () => {
    const plain = read();
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

/** Serves a script of the public pages from its file. */
export const scriptDoor =
  (file: string) =>
  (request: Request): Response =>
    answerWith(
      scriptPage(file, () => readFileSync(file)),
      request,
    );
