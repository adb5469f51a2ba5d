import { answerJson, problemJson, readingDoor } from '@/app/ui/json.ts';
import { originFor } from '@/app/ui/onion.ts';
import { readListQuery } from '@/app/ui/open-data/list-query.ts';
import { listedJson } from '@/app/ui/open-data/petition-json.ts';
import { listPetitionsWithCounts } from '@/app/ui/petition/list-petitions.ts';
import { currentTime } from '@/lib/clock.ts';
import { defaultLocale } from '@/lib/i18n/locales.ts';
import { listPetitions } from '@/lib/petition/list.ts';
import { apiPetitionsPath } from '@/lib/urls.ts';

/** Spares each request Next.js's watch for whether it is dynamic: it is (app/ui/door.tsx). */
export const dynamic = 'force-dynamic';

export const GET = readingDoor(async ({ request, url }) => {
  const read = readListQuery(url.searchParams);
  if ('errors' in read) return problemJson(request, 400, 'This list cannot be asked for.', { errors: read.errors });
  const { page, perPage } = read.query;
  const { matching, slugs } = await listPetitions(read.query);
  const petitions = await listPetitionsWithCounts(slugs, await currentTime());
  const language = url.searchParams.get('lang') ?? defaultLocale;
  const origin = originFor(request);
  const linkTo = (other: number): string => {
    const parameters = new URLSearchParams(url.searchParams);
    parameters.set('page', String(other));
    return `${origin}${apiPetitionsPath}?${parameters}`;
  };
  return answerJson(request, {
    petitions: petitions.map((petition) => listedJson(petition, { language, origin })),
    matching,
    page,
    per_page: perPage,
    links: {
      self: linkTo(page),
      previous: page > 1 ? linkTo(page - 1) : null,
      next: page * perPage < matching ? linkTo(page + 1) : null,
    },
  });
});
