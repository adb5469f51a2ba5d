import { answerJson, problemJson, readingDoor } from '@/app/ui/json.ts';
import { countJson } from '@/app/ui/petition/count-json.ts';
import { countOf } from '@/lib/count/read.ts';
import { findPetition } from '@/lib/petition/read.ts';
import { readPublished } from '@/lib/transparency/published.ts';

/** Spares each request Next.js's watch for whether it is dynamic: it is (app/ui/door.tsx). */
export const dynamic = 'force-dynamic';

export const GET = readingDoor<{ slug: string }>(async ({ params }) => {
  const petition = await findPetition(params.slug);
  if (!petition) return problemJson(404, 'There is no such petition.');
  return answerJson(countJson(petition.slug, await countOf(petition), await readPublished()));
});
