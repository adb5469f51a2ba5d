import { ExportPage } from '@/app/ui/export/export-page.tsx';
import { teamDoor } from '@/app/ui/team/member-door.tsx';
import { teamNotice } from '@/app/ui/team/notices.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { approversBeside, findExport } from '@/lib/export/read.ts';

export const dynamic = 'force-dynamic';

/** One list and how far it has come. */
export const GET = teamDoor('/team/[coalition]/petitions/[petition]/exports/[export]', async (call) => {
  const { member, now, params, petition, request, visit } = call;
  const time = await now();
  const one = await findExport(member, petition.id, params.export, time);
  if (!one) return teamNotice(call, 'not-found');
  const approvers = one.state === 'waiting' ? await approversBeside(member, one.askedBy) : [];
  return panelHtml(request, <ExportPage {...{ visit, member, petition, one, approvers, now: time }} />);
});
