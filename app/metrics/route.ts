import { noteFault } from '@/lib/journal.ts';
import { mayReadMetrics, readMetrics } from '@/lib/metrics.ts';

export const dynamic = 'force-dynamic';

const headers = { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' };

/** For machines that watch. Whoever does not show the token is told that there is nothing. */
export async function GET(request: Request): Promise<Response> {
  if (!mayReadMetrics(request.headers.get('authorization')))
    return new Response('not found\n', { status: 404, headers });
  try {
    return new Response(await readMetrics(), { headers });
  } catch (fault) {
    noteFault('metrics could not be read', fault);
    return new Response('unavailable\n', { status: 503, headers });
  }
}
