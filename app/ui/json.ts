import { isDatabaseAway } from '@/lib/fault.ts';
import { noteFault } from '@/lib/journal.ts';
import { judgeReading } from '@/lib/rate-limit/judge.ts';
import { sourceOf } from '@/lib/rate-limit/source.ts';
import { inertPolicy } from './html.tsx';
import { answerInTime } from './in-time.ts';

/** Public numbers may be read from any site; nothing here knows a visitor, so nothing is given away. */
const open = { ...inertPolicy, 'access-control-allow-origin': '*' };

export const answerJson = (body: unknown): Response =>
  Response.json(body, { headers: { ...open, 'cache-control': 'public, max-age=0, s-maxage=1, stale-if-error=300' } });

/** RFC 9457. */
export const problemJson = (status: number, title: string, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify({ type: 'about:blank', title, status }), {
    status,
    headers: { ...open, 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  });

/** The door for machines that read: a fault becomes a problem document instead of a page. */
export function machineDoor<P>(handle: (call: { request: Request; params: P }) => Promise<Response>) {
  return async (request: Request, context: { params: Promise<P> }): Promise<Response> => {
    try {
      return await answerInTime(handle({ request, params: await context.params }));
    } catch (fault) {
      noteFault('a machine could not be answered', fault);
      if (isDatabaseAway(fault))
        return problemJson(503, 'The database is away. Try again later.', { 'retry-after': '30' });
      return problemJson(500, 'Something broke on our side.');
    }
  };
}

/** The door of the public JSON: as above, and a source reads so much of it at a time (safety.md AP-04). */
export const readingDoor = <P>(handle: (call: { request: Request; params: P }) => Promise<Response>) =>
  machineDoor<P>(async (call) => {
    const judgement = judgeReading(sourceOf(call.request));
    if (judgement.is !== 'refused') return handle(call);
    return problemJson(429, 'Too many requests. Try again later.', { 'retry-after': String(judgement.seconds) });
  });
