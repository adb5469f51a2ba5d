import { answerJson, noSuchPetition, readingDoor } from '@/app/ui/json.ts';
import { originFor } from '@/app/ui/onion.ts';
import { petitionJson } from '@/app/ui/open-data/petition-json.ts';
import { currentTime } from '@/lib/clock.ts';
import { countOf } from '@/lib/count/read.ts';
import { defaultLocale } from '@/lib/i18n/locales.ts';
import { findPetition } from '@/lib/petition/read.ts';

/** Spares each request Next.js's watch for whether it is dynamic: it is (app/ui/door.tsx). */
export const dynamic = 'force-dynamic';

export const GET = readingDoor<{ slug: string }>(async ({ params, request, url }) => {
  const petition = await findPetition(params.slug);
  if (!petition) return noSuchPetition(request);
  const asked = { language: url.searchParams.get('lang') ?? defaultLocale, origin: originFor(request) };
  return answerJson(request, petitionJson(petition, await countOf(petition), await currentTime(), asked));
});
