import { machineDoor, problemJson } from '@/app/ui/json.ts';
import { currentTime } from '@/lib/clock.ts';
import { readBody } from '@/lib/form.ts';
import { takeMailEvent } from '@/lib/mail/events.ts';

/** Spares each request Next.js's watch for whether it is dynamic: it is (app/ui/door.tsx). */
export const dynamic = 'force-dynamic';

/** Events are some kilobytes; the provider quotes no letter in them. */
const LARGEST_EVENT = 256 * 1024;

/** What became of letters, told by the provider. Its signature stands over the bytes of the body as they came. */
export const POST = machineDoor(async ({ request }) => {
  if (!/^application\/json\b/.test(request.headers.get('content-type') ?? ''))
    return problemJson(request, 415, 'Events are JSON.');
  const body = await readBody(request, LARGEST_EVENT);
  if (body === 'too-large') return problemJson(request, 413, 'An event is not that large.');
  const header = (name: string) => request.headers.get(`svix-${name}`) ?? request.headers.get(`webhook-${name}`) ?? '';
  const proof = { id: header('id'), timestamp: header('timestamp'), signature: header('signature') };
  switch (await takeMailEvent(body.toString(), proof, await currentTime())) {
    case 'taken':
    case 'known':
    case 'ignored':
      return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } });
    case 'forged':
      return problemJson(request, 400, 'This is not signed by the letter provider, or was signed too long ago.');
    case 'not-set-up':
      return problemJson(request, 404, 'No events are taken here.');
  }
});
