import { readLetterTrouble, readReadiness } from '@/lib/readiness.ts';

export const dynamic = 'force-dynamic';

/** Ready: the database answers, its schema is this version's, and somebody folds the counts. What is wrong with letters is said beside it. */
export async function GET(): Promise<Response> {
  const missing = await readReadiness();
  const trouble = missing.length === 0 ? await readLetterTrouble() : [];
  const said = trouble.length === 0 ? '' : `letters: ${trouble.join(', ')}\n`;
  const body = missing.length === 0 ? `ready\n${said}` : `not ready: ${missing.join(', ')}\n`;
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };
  return new Response(body, { status: missing.length === 0 ? 200 : 503, headers });
}
