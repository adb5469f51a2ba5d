import { door } from '@/app/ui/door.tsx';
import { html, SHARED_FOR_A_SECOND } from '@/app/ui/html.tsx';
import { HomePage } from '@/app/ui/petition/home-page.tsx';
import { listPetitionsWithCounts } from '@/app/ui/petition/list-petitions.ts';
import { listPetitions, PETITIONS_PER_PAGE, type PetitionQuery } from '@/lib/petition/read.ts';

export const GET = door<{ locale: string }>(async (call) => {
  const query = readQuery(call.url.searchParams);
  const { matching, slugs } = await listPetitions(query);
  const petitions = await listPetitionsWithCounts(slugs, await call.now());
  const view = (
    <HomePage visit={call.visit} query={query} petitions={petitions} matching={matching} perPage={PETITIONS_PER_PAGE} />
  );
  return html(call.request, view, { cacheControl: SHARED_FOR_A_SECOND });
});

const states = ['open', 'closed', 'met'] as const;

/** Whatever stands in the address, a list comes back: what makes no sense is left out. */
function readQuery(parameters: URLSearchParams): PetitionQuery {
  const page = Number(parameters.get('page') ?? 1);
  return {
    words: (parameters.get('q') ?? '').replaceAll('\0', '').trim().slice(0, 100),
    state: states.find((state) => state === parameters.get('state')) ?? null,
    page: Number.isInteger(page) && page >= 1 && page <= 10_000 ? page : 1,
  };
}
