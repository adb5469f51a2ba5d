import { seeOther } from '@/app/ui/html.tsx';
import { type Asking, EndorsementPage } from '@/app/ui/publication/endorsement-page.tsx';
import { noSuchVersion } from '@/app/ui/publication/show-versions.tsx';
import { type TeamCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { placeOf } from '@/app/ui/team/petition-place.ts';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { endorseVersion } from '@/lib/publication/endorse.ts';
import {
  type AskedPartner,
  listStandingPartners,
  listVersions,
  pickVersion,
  type TeamVersion,
  versionInForce,
} from '@/lib/publication/read.ts';
import { teamPetitionPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/petitions/[petition]/versions/[version]/endorsement';
type EndorsementCall = TeamCall<typeof route>;

export const GET = teamDoor(route, (call) => ask(call, { status: 200 }));

/** A partner's yes, by one of its own members, to the text that was on the page. */
export const POST = teamForm(route, async (call) => {
  const { form, member, params, petition } = call;
  if (form.values.get('read') !== 'yes') return ask(call, { status: 422, isUnticked: true });
  const read = { version: Number(params.version) || 0, sha256: form.values.get('sha256') ?? '' };
  switch (await endorseVersion(petition, member, read, await call.now())) {
    case 'endorsed':
    case 'already-endorsed':
      return seeOther(
        `${teamPetitionPath(member.coalition.slug, petition.slug)}/versions/${read.version}?endorsed=${read.version}`,
      );
    case 'text-changed':
      return ask(call, { status: 409, hasChanged: true });
    case 'newer-is-offered':
    case 'no-partner':
      return ask(call, { status: 409 });
  }
});

interface Told {
  readonly status: number;
  readonly isUnticked?: boolean;
  readonly hasChanged?: boolean;
}

async function ask(call: EndorsementCall, { hasChanged = false, isUnticked = false, status }: Told) {
  const { member, params, petition, request } = call;
  const versions = await listVersions(petition);
  const version = pickVersion(versions, params.version);
  if (!version) return noSuchVersion(call);
  const partners = await listStandingPartners(member.coalition.id);
  const partner = partners.find(({ id }) => id === member.partnerId) ?? null;
  const newest = versions[0]?.version ?? version.version;
  const view = (
    <EndorsementPage
      {...placeOf(call)}
      version={version}
      inForce={versionInForce(versions)}
      newest={newest}
      partner={partner}
      asking={askingOf(version, newest, partner)}
      isUnticked={isUnticked}
      hasChanged={hasChanged}
    />
  );
  return panelHtml(request, view, { status });
}

function askingOf(version: TeamVersion, newest: number, partner: AskedPartner | null): Asking {
  if (!partner) return 'no-partner';
  if (version.endorsements.some(({ partnerId }) => partnerId === partner.id)) return 'already-endorsed';
  return version.version < newest ? 'newer-is-offered' : 'ask';
}
