import { answerWith } from '@/app/ui/html.tsx';
import { jsonFile, noSuchPetition, readingDoor } from '@/app/ui/json.ts';
import { keepPage } from '@/app/ui/page-memory.ts';
import { countJson } from '@/app/ui/petition/count-json.ts';
import { countOf } from '@/lib/count/read.ts';
import { findPetition } from '@/lib/petition/read.ts';
import { readPublished } from '@/lib/transparency/published.ts';

/** Spares each request Next.js's watch for whether it is dynamic: it is (app/ui/door.tsx). */
export const dynamic = 'force-dynamic';

/** Open pages that have no stream ask here again and again: one rendering a second is enough for all of them. */
export const GET = readingDoor<{ slug: string }>(async ({ params, request }) => {
  const petition = await findPetition(params.slug);
  if (!petition) return noSuchPetition(request);
  const body = JSON.stringify(countJson(petition.slug, await countOf(petition), await readPublished()));
  return answerWith(
    keepPage(`count.json/${petition.id}`, body, () => jsonFile(body)),
    request,
  );
});
