import { answerJson, noSuchPetition, readingDoor } from '@/app/ui/json.ts';
import { readDaily } from '@/lib/count/daily.ts';
import { findPetition } from '@/lib/petition/read.ts';

/** Spares each request Next.js's watch for whether it is dynamic: it is (app/ui/door.tsx). */
export const dynamic = 'force-dynamic';

export const GET = readingDoor<{ slug: string }>(async ({ params, request }) => {
  const petition = await findPetition(params.slug);
  if (!petition) return noSuchPetition(request);
  const { asOf, days } = await readDaily(petition);
  return answerJson(request, { slug: petition.slug, as_of: asOf.toISOString(), days });
});
