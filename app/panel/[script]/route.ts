import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { bundleScript } from '@/app/panel/bundle.ts';
import { answerWith, inertPolicy, type Page } from '@/app/ui/html.tsx';
import { once } from '@/lib/once.ts';

export const dynamic = 'force-dynamic';

/** The panel's scripts. Each is an extra: the page it belongs to works without it. */
const scripts: Readonly<Record<string, string>> = {
  'editor.js': 'app/panel/editor.js',
  'copy.js': 'app/panel/copy.js',
  'numbers.js': 'app/panel/numbers.js',
  'run-progress.js': 'app/panel/run-progress.js',
  'export-progress.js': 'app/panel/export-progress.js',
  'webauthn.js': 'node_modules/@simplewebauthn/browser/dist/bundle/index.umd.min.js',
  'passkey.js': 'app/panel/passkey.js',
  'sealing.js': 'app/panel/sealing.ts',
  'archive.js': 'app/panel/archive.ts',
};

/** Those in TypeScript import others, and are made one file when they are first asked for. */
const script = (name: string, file: string): Page =>
  once(`panel-script-${name}`, () => {
    const plain = file.endsWith('.ts') ? bundleScript(file) : readFileSync(file);
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

export async function GET(request: Request, context: { params: Promise<{ script: string }> }): Promise<Response> {
  const { script: name } = await context.params;
  const file = Object.hasOwn(scripts, name) ? scripts[name] : undefined;
  return file ? answerWith(script(name, file), request) : new Response(null, { status: 404, headers: inertPolicy });
}
