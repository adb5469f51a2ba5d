import { ApprovalPage } from '@/app/ui/export/approval-page.tsx';
import { seeOther } from '@/app/ui/html.tsx';
import { type TeamCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { teamNotice } from '@/app/ui/team/notices.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { decideExport } from '@/lib/export/decide.ts';
import { approvesFrom } from '@/lib/export/kinds.ts';
import { findExport } from '@/lib/export/read.ts';
import { exportPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/petitions/[petition]/exports/[export]/approval';

async function approvalPage(call: TeamCall<typeof route>, status = 200): Promise<Response> {
  const { member, now, params, petition, request, visit } = call;
  const time = await now();
  const one = await findExport(member, petition.id, params.export, time);
  if (!one) return teamNotice(call, 'not-found');
  const from = approvesFrom(member.roleSince);
  const waitsUntil = from > time ? from : null;
  return panelHtml(request, <ApprovalPage {...{ visit, member, petition, one, waitsUntil }} />, { status });
}

/** The second person is asked. */
export const GET = teamDoor(route, (call) => approvalPage(call));

/** The second person's word. */
export const POST = teamForm(route, async (call) => {
  const { form, member, now, params, petition } = call;
  const decision = form.values.get('decision');
  if (decision !== 'approve' && decision !== 'refuse') return approvalPage(call, 422);
  const outcome = await decideExport(member, petition, params.export, decision, await now());
  switch (outcome) {
    case 'approved':
    case 'refused':
      return seeOther(exportPath(member.coalition.slug, petition.slug, params.export));
    case 'your-own':
    case 'too-new':
    case 'not-waiting':
      return approvalPage(call, 409);
    case 'not-for-your-role':
      return teamNotice(call, 'forbidden');
    case 'unknown':
      return teamNotice(call, 'not-found');
  }
});
