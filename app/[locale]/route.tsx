import { door } from '@/app/ui/door.tsx';
import { html, SHARED_FOR_A_SECOND } from '@/app/ui/html.tsx';
import { HomePage } from '@/app/ui/petition/home-page.tsx';
import { listPetitionsWithCounts } from '@/app/ui/petition/list-petitions.ts';
import {
  DEEPEST,
  listPetitions,
  PETITIONS_PER_PAGE,
  type PetitionQuery,
  readOrder,
  readState,
} from '@/lib/petition/list.ts';
import { LONGEST_QUESTION } from '@/lib/petition/search.ts';

export const GET = door<{ locale: string }>(async (call) => {
  const asked = readQuery(call.url.searchParams);
  const { matching, query, slugs } = await listLastAtMost(asked);
  const petitions = await listPetitionsWithCounts(slugs, await call.now());
  const view = <HomePage {...{ matching, petitions, query }} visit={call.visit} />;
  return html(call.request, view, { cacheControl: SHARED_FOR_A_SECOND });
});

/** Whoever asks for a page behind the last one gets the last one. */
async function listLastAtMost(query: PetitionQuery) {
  const asked = await listPetitions(query);
  if (asked.slugs.length > 0 || query.page === 1) return { ...asked, query };
  const last = { ...query, page: Math.max(1, Math.ceil(asked.matching / query.perPage)) };
  return { ...(await listPetitions(last)), query: last };
}

/** Whatever stands in the address, a list comes back: what makes no sense is left out. */
function readQuery(parameters: URLSearchParams): PetitionQuery {
  const page = Number(parameters.get('page') ?? 1);
  return {
    words: (parameters.get('q') ?? '').replaceAll('\0', '').trim().slice(0, LONGEST_QUESTION),
    state: readState(parameters.get('state')),
    order: readOrder(parameters.get('sort')) ?? 'newest',
    page: Number.isInteger(page) && page >= 1 ? Math.min(page, DEEPEST / PETITIONS_PER_PAGE) : 1,
    perPage: PETITIONS_PER_PAGE,
  };
}
