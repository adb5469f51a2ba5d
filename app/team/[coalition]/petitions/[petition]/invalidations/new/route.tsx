import { NewRunPage } from '@/app/ui/invalidation/new-run-page.tsx';
import { viewOf } from '@/app/ui/invalidation/view-of.ts';
import { type TeamCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { listChoices } from '@/lib/invalidation/choices.ts';
import { emptyFilter, readTypedFilter, type TypedFilter } from '@/lib/invalidation/fields.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/petitions/[petition]/invalidations/new';

export const GET = teamDoor(route, (call) => showForm(call, emptyFilter));

/** The form with what a search or a signal looked for: by POST, because that may be a name. Nothing begins yet. */
export const POST = teamForm(route, (call) => showForm(call, readTypedFilter(call.form)));

async function showForm(call: TeamCall<typeof route>, typed: TypedFilter): Promise<Response> {
  const choices = await listChoices(call.member, call.petition);
  const shown = { ...(await viewOf(call)), choices, typed, problems: {} };
  return panelHtml(call.request, <NewRunPage {...shown} isPublished={call.petition.publishedAt !== null} />);
}
