import { machineDoor, noSuchPetition } from '@/app/ui/json.ts';
import { openCountStream } from '@/app/ui/petition/count-stream.ts';
import { countOf } from '@/lib/count/read.ts';
import { findPetition } from '@/lib/petition/read.ts';

/** Spares each request Next.js's watch for whether it is dynamic: it is (app/ui/door.tsx). */
export const dynamic = 'force-dynamic';

export const GET = machineDoor<{ slug: string }>(async ({ params, request }) => {
  const petition = await findPetition(params.slug);
  if (!petition) return noSuchPetition(request);
  return openCountStream(petition, await countOf(petition), request.signal);
});
