import { ExportsPage } from '@/app/ui/export/exports-page.tsx';
import { seeOther } from '@/app/ui/html.tsx';
import { type TeamCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { teamNotice } from '@/app/ui/team/notices.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { askForExport } from '@/lib/export/ask.ts';
import { type ExportKind, readKind } from '@/lib/export/kinds.ts';
import { listExports } from '@/lib/export/read.ts';
import { exportPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/petitions/[petition]/exports';

async function exportsPage(call: TeamCall<typeof route>, emptyKind?: ExportKind): Promise<Response> {
  const { member, now, petition, request, visit } = call;
  const exports = await listExports(member, petition.id, await now());
  return panelHtml(request, <ExportsPage {...{ visit, member, petition, exports, emptyKind }} />, {
    status: emptyKind ? 422 : 200,
  });
}

/** The lists of a petition, and what may be asked for. */
export const GET = teamDoor(route, (call) => exportsPage(call));

/** Asks for a list. Counting a large petition's people takes a while. */
export const POST = teamForm(
  route,
  async (call) => {
    const { form, member, now, petition } = call;
    const kind = readKind(form.values.get('kind'));
    if (!kind) return seeOther(call.url.pathname);
    const outcome = await askForExport(member, petition, kind, await now());
    if (outcome === 'not-for-your-role') return teamNotice(call, 'forbidden');
    if (outcome === 'nobody') return exportsPage(call, kind);
    return seeOther(exportPath(member.coalition.slug, petition.slug, outcome.id));
  },
  { untimed: true },
);
