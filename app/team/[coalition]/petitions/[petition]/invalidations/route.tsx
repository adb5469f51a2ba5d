import { seeOther } from '@/app/ui/html.tsx';
import { NewRunPage } from '@/app/ui/invalidation/new-run-page.tsx';
import { runPath } from '@/app/ui/invalidation/places.tsx';
import { RunsPage } from '@/app/ui/invalidation/runs-page.tsx';
import { viewOf } from '@/app/ui/invalidation/view-of.ts';
import { teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { namesOf } from '@/lib/access/accounts.ts';
import { listChoices } from '@/lib/invalidation/choices.ts';
import { readRunWish, readTypedFilter } from '@/lib/invalidation/fields.ts';
import { listRuns } from '@/lib/invalidation/read.ts';
import { startRun } from '@/lib/invalidation/runs.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/petitions/[petition]/invalidations';

export const GET = teamDoor(route, async (call) => {
  const runs = await listRuns(call.petition);
  const names = await namesOf(runs.map(({ startedBy }) => startedBy));
  const isPublished = call.petition.publishedAt !== null;
  return panelHtml(call.request, <RunsPage {...(await viewOf(call))} {...{ runs, names, isPublished }} />);
});

/** Starts the look. */
export const POST = teamForm(route, async (call) => {
  const { form, member, petition, request } = call;
  const choices = await listChoices(member, petition);
  const typed = readTypedFilter(form);
  const wish = readRunWish(typed, choices);
  const view = await viewOf(call);
  if ('problems' in wish || !petition.publishedAt) {
    const problems = 'problems' in wish ? wish.problems : {};
    const shown = { ...view, choices, typed, problems, isPublished: petition.publishedAt !== null };
    return panelHtml(request, <NewRunPage {...shown} />, { status: 422 });
  }
  return seeOther(runPath(view, await startRun(member, petition, wish, await call.now())));
});
