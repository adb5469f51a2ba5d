import { machineDoor, noSuchPetition, problemJson } from '@/app/ui/json.ts';
import { findNoRoom, openCountStream } from '@/app/ui/petition/count-stream.ts';
import { countOf } from '@/lib/count/read.ts';
import { findPetition } from '@/lib/petition/read.ts';
import { sourceOf } from '@/lib/rate-limit/source.ts';

/** Spares each request Next.js's watch for whether it is dynamic: it is (app/ui/door.tsx). */
export const dynamic = 'force-dynamic';

/** In seconds: whoever finds no room asks for the count instead, and may try the stream again after this. */
const TRY_AGAIN = 60;

export const GET = machineDoor<{ slug: string }>(async ({ params, request }) => {
  const petition = await findPetition(params.slug);
  if (!petition) return noSuchPetition(request);
  const source = sourceOf(request);
  const count = await countOf(petition);
  switch (findNoRoom(source)) {
    case null:
      return openCountStream(petition, count, source, request.signal);
    case 'full':
      return problemJson(request, 503, 'All streams are taken. Ask for the count instead.', { retryAfter: TRY_AGAIN });
    case 'source-full':
      return problemJson(request, 429, 'This source has many streams already. Ask for the count instead.', {
        retryAfter: TRY_AGAIN,
      });
  }
});
