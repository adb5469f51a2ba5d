import { seeOther } from '@/app/ui/html.tsx';
import { runPath } from '@/app/ui/invalidation/places.tsx';
import { RunPage } from '@/app/ui/invalidation/run-page.tsx';
import { viewOf } from '@/app/ui/invalidation/view-of.ts';
import { type TeamCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { teamNotice } from '@/app/ui/team/notices.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { namesOf } from '@/lib/access/accounts.ts';
import { listChoices } from '@/lib/invalidation/choices.ts';
import { readRun } from '@/lib/invalidation/read.ts';
import { beginRun, cancelRun, undoRun } from '@/lib/invalidation/runs.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/petitions/[petition]/invalidations/[run]';

export const GET = teamDoor(route, (call) => showRun(call, {}));

/** Takes out what was found, stops, or brings back. The first and the last want their box ticked. */
export const POST = teamForm(route, async (call) => {
  const { form, member, params, petition, visit } = call;
  const act = form.values.get('act');
  if (act !== 'cancel' && form.values.get('sure') !== 'yes') {
    return showRun(call, {
      unticked: visit.say(act === 'undo' ? 'invalidation.undo.sure' : 'invalidation.begin.sure'),
    });
  }
  const verb = act === 'cancel' ? cancelRun : act === 'undo' ? undoRun : beginRun;
  switch (await verb(member, petition, params.run, await call.now())) {
    case 'begun':
    case 'cancelled':
    case 'undoing':
      return seeOther(runPath(await viewOf(call), params.run));
    case 'not-ready':
    case 'too-late':
    case 'not-possible':
      return showRun(call, { isLate: true });
    case 'unknown':
      return teamNotice(call, 'not-found');
  }
});

interface Trouble {
  readonly unticked?: string;
  readonly isLate?: boolean;
}

async function showRun(call: TeamCall<typeof route>, trouble: Trouble): Promise<Response> {
  const { member, params, petition, request } = call;
  const now = await call.now();
  const view = await readRun(member, petition, params.run, now);
  if (!view) return teamNotice(call, 'not-found');
  const choices = await listChoices(member, petition);
  const starter = (await namesOf([view.run.startedBy])).get(view.run.startedBy) ?? '';
  const shown = { ...(await viewOf(call)), ...trouble, view, choices, starter, now };
  const status = trouble.unticked ? 422 : trouble.isLate ? 409 : 200;
  return panelHtml(request, <RunPage {...shown} />, { status });
}
