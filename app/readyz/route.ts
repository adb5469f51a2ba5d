import { readReadiness } from '@/lib/readiness.ts';

export const dynamic = 'force-dynamic';

/** Ready: the database answers, its schema is this version's, and somebody folds the counts. */
export async function GET(): Promise<Response> {
  const missing = await readReadiness();
  const body = missing.length === 0 ? 'ready\n' : `not ready: ${missing.join(', ')}\n`;
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };
  return new Response(body, { status: missing.length === 0 ? 200 : 503, headers });
}
