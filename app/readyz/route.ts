import { readLetterTrouble, readLogTrouble, readReadiness } from '@/lib/readiness.ts';

export const dynamic = 'force-dynamic';

/** Ready: the database answers, its schema is this version's, and somebody folds the counts. What is wrong with letters and the log is said beside it. */
export async function GET(): Promise<Response> {
  const missing = await readReadiness();
  const trouble = missing.length === 0 ? await readLetterTrouble() : [];
  const held = missing.length === 0 ? await readLogTrouble() : null;
  const said = trouble.length === 0 ? '' : `letters: ${trouble.join(', ')}\n`;
  const told = held ? `log: ${held}\n` : '';
  const body = missing.length === 0 ? `ready\n${said}${told}` : `not ready: ${missing.join(', ')}\n`;
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };
  return new Response(body, { status: missing.length === 0 ? 200 : 503, headers });
}
