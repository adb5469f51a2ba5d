import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { answerWith, inertPolicy, type Page } from '@/app/ui/html.tsx';
import { once } from '@/lib/once.ts';

export const dynamic = 'force-dynamic';

/** The panel's scripts. Each is an extra: the page it belongs to works without it. */
const scripts: Readonly<Record<string, string>> = { 'editor.js': 'app/panel/editor.js' };

const script = (name: string, file: string): Page =>
  once(`panel-script-${name}`, () => {
    const plain = readFileSync(file);
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
