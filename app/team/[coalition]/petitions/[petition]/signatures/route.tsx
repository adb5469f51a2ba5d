import { SearchPage } from '@/app/ui/invalidation/search-page.tsx';
import { viewOf } from '@/app/ui/invalidation/view-of.ts';
import { teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { listChoices } from '@/lib/invalidation/choices.ts';
import { emptyFilter, readPattern, readState, readTypedFilter } from '@/lib/invalidation/fields.ts';
import { searchSignatures } from '@/lib/invalidation/search.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/petitions/[petition]/signatures';

export const GET = teamDoor(route, async (call) => {
  const choices = await listChoices(call.member, call.petition);
  const isPublished = call.petition.publishedAt !== null;
  const view = { ...(await viewOf(call)), choices, isPublished, typed: emptyFilter, problems: {}, found: null };
  return panelHtml(call.request, <SearchPage {...view} />);
});

/** Answers with the page itself: what is looked for may be a name, and must stand in no URL. */
export const POST = teamForm(route, async (call) => {
  const { form, member, petition, request } = call;
  const choices = await listChoices(member, petition);
  const typed = readTypedFilter(form);
  const read = readPattern(typed, choices);
  const isPublished = petition.publishedAt !== null;
  const view = { ...(await viewOf(call)), choices, isPublished, typed, problems: {}, found: null };
  if ('problems' in read) {
    return panelHtml(request, <SearchPage {...view} problems={read.problems} />, { status: 422 });
  }
  if (!isPublished) return panelHtml(request, <SearchPage {...view} />);
  const search = { pattern: read.pattern, state: readState(typed), cursor: form.values.get('cursor') ?? '' };
  const found = await searchSignatures(member, petition, search, await call.now());
  return panelHtml(request, <SearchPage {...view} found={found} />);
});
