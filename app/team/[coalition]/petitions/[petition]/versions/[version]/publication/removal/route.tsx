import { seeOther } from '@/app/ui/html.tsx';
import { noSuchVersion } from '@/app/ui/publication/show-versions.tsx';
import { teamForm } from '@/app/ui/team/member-door.tsx';
import { unschedulePublication } from '@/lib/publication/publish.ts';
import { listVersions, pickVersion } from '@/lib/publication/read.ts';
import { teamPetitionPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

/** Takes back the plan to publish a version at a time. */
export const POST = teamForm(
  '/team/[coalition]/petitions/[petition]/versions/[version]/publication/removal',
  async (call) => {
    const { member, params, petition } = call;
    const version = pickVersion(await listVersions(petition), params.version);
    if (!version) return noSuchVersion(call);
    const list = `${teamPetitionPath(member.coalition.slug, petition.slug)}/versions`;
    switch (await unschedulePublication(version, petition, member, await call.now())) {
      case 'unscheduled':
        return seeOther(`${list}?taken-back=${version.version}`);
      // It was taken back or published a moment ago; the list shows which.
      case 'not-scheduled':
        return seeOther(list);
    }
  },
);
