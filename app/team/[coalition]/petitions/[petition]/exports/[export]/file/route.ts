import { exportFile } from '@/app/ui/export/export-file.ts';
import { seeOther } from '@/app/ui/html.tsx';
import { type TeamFormCall, teamForm } from '@/app/ui/team/member-door.tsx';
import { sayInPanel, teamNotice } from '@/app/ui/team/notices.tsx';
import { takeExport } from '@/lib/export/take.ts';
import { exportPath, exportsPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/petitions/[petition]/exports/[export]/file';

/** Hands the list over, once, as a stream that takes as long as it takes. */
export const POST = teamForm(
  route,
  async (call) => {
    const { member, now, params, petition, session } = call;
    const outcome = await takeExport({ member, session }, petition, params.export, await now());
    if (typeof outcome !== 'string') return exportFile(outcome);
    if (outcome === 'unknown') return teamNotice(call, 'not-found');
    return outcome === 'waiting'
      ? seeOther(exportPath(member.coalition.slug, petition.slug, params.export))
      : refuse(call, outcome);
  },
  { untimed: true },
);

function refuse(
  call: TeamFormCall<typeof route>,
  outcome: 'taken' | 'refused' | 'lapsed' | 'not-yours' | 'grown',
): Response {
  const { member, petition, visit } = call;
  return sayInPanel(call, {
    status: 409,
    title: visit.say('export.not-taken.title'),
    lead: [visit.say(`export.not-taken.${outcome}`)],
    ways: [{ href: exportsPath(member.coalition.slug, petition.slug), words: visit.say('export.back') }],
  });
}
