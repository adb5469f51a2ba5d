import { noSuchVersion } from '@/app/ui/publication/show-versions.tsx';
import { VersionPage } from '@/app/ui/publication/version-page.tsx';
import { teamDoor } from '@/app/ui/team/member-door.tsx';
import { placeOf } from '@/app/ui/team/petition-place.ts';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { listStandingPartners, listVersions, pickVersion, versionInForce } from '@/lib/publication/read.ts';

export const dynamic = 'force-dynamic';

export const GET = teamDoor('/team/[coalition]/petitions/[petition]/versions/[version]', async (call) => {
  const { member, params, petition, request, url, visit } = call;
  const versions = await listVersions(petition);
  const version = pickVersion(versions, params.version);
  if (!version) return noSuchVersion(call);
  const others = versions.filter(({ id }) => id !== version.id);
  const asked = pickVersion(others, url.searchParams.get('with') ?? '');
  const earlier = others.find((one) => one.version < version.version) ?? null;
  const other = asked ?? versionInForce(others.filter((one) => one.version < version.version)) ?? earlier;
  const view = (
    <VersionPage
      {...placeOf(call)}
      version={version}
      versions={versions}
      partners={await listStandingPartners(member.coalition.id)}
      other={other ?? others[0] ?? null}
      done={url.searchParams.has('endorsed') ? visit.say('version.done.endorsed') : undefined}
    />
  );
  return panelHtml(request, view);
});
