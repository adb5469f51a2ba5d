import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { once } from '@/lib/once.ts';
import { answerWith, inertPolicy, type Page } from './html.tsx';

/** A script as it is served, read and compressed once. Every page works without its scripts. */
export const scriptPage = (
  name: string,
  read: () => Buffer<ArrayBuffer>,
  headers: Readonly<Record<string, string>> = {},
): Page =>
  once(`script-${name}`, () => {
    const plain = read();
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

/** Serves a script of the public pages from its file. */
export const scriptDoor =
  (file: string, headers: Readonly<Record<string, string>> = {}) =>
  (request: Request): Response =>
    answerWith(
      scriptPage(file, () => readScript(file), headers),
      request,
    );

function readScript(file: string): Buffer<ArrayBuffer> {
  const source = readFileSync(file, 'utf8');
  return Buffer.from(file.startsWith('app/') ? slim(source) : source);
}

/** Ours without indents, and without whole lines of comment but the first: none has a text of several lines. */
const slim = (source: string): string =>
  source
    .split('\n')
    .map((line) => line.trim())
    .filter((line, n) => n === 0 || !/^(?:\/\/.*|\/\*.*\*\/|)$/.test(line))
    .join('\n');
