import { createHash } from 'node:crypto';
import { inertPolicy } from '@/app/ui/html.tsx';
import { type Program, program, programSums, readProgramName } from '@/lib/programs/programs.ts';

/** Spares each request Next.js's watch for whether it is dynamic: it is (app/ui/door.tsx). */
export const dynamic = 'force-dynamic';

const kept = { ...inertPolicy, 'cache-control': 'public, max-age=300' };

/**
 * The programs with which outsiders check this site, and their fingerprints. A file to be taken away, never a page of this
 * site: what is to check us must run somewhere else.
 */
export async function GET(request: Request, context: { params: Promise<{ file: string }> }): Promise<Response> {
  const { file } = await context.params;
  if (file === 'SHA256SUMS') return sums(request);
  const name = readProgramName(file);
  if (!name) return new Response(null, { status: 404, headers: inertPolicy });
  return send(request, program(name));
}

function send(request: Request, { content, name, sha256, type }: Program): Response {
  const headers = {
    ...kept,
    'content-type': type,
    'content-disposition': `attachment; filename="${name}"`,
    etag: `"${sha256.slice(0, 22)}"`,
  };
  if (request.headers.get('if-none-match') === headers.etag) return new Response(null, { status: 304, headers });
  return new Response(request.method === 'HEAD' ? null : content, { headers });
}

function sums(request: Request): Response {
  const text = `${programSums().join('\n')}\n`;
  const headers = {
    ...kept,
    'content-type': 'text/plain; charset=utf-8',
    etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`,
  };
  return new Response(request.method === 'HEAD' ? null : text, { headers });
}
