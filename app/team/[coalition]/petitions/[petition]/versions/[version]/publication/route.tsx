import { seeOther } from '@/app/ui/html.tsx';
import { PublicationPage } from '@/app/ui/publication/publication-page.tsx';
import { noSuchVersion } from '@/app/ui/publication/show-versions.tsx';
import { type TeamCall, type TeamFormCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { placeOf } from '@/app/ui/team/petition-place.ts';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { publishNow, schedulePublication } from '@/lib/publication/publish.ts';
import { listStandingPartners, listVersions, pickVersion, type TeamVersion } from '@/lib/publication/read.ts';
import { readReadiness, readSchedule } from '@/lib/publication/state.ts';
import { readMoment, writeMoment } from '@/lib/team/answers.ts';
import { teamPetitionPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/petitions/[petition]/versions/[version]/publication';
type PublicationCall = TeamCall<typeof route>;

export const GET = teamDoor(route, (call) => ask(call, { status: 200 }));

export const POST = teamForm(route, async (call) => {
  const version = pickVersion(await listVersions(call.petition), call.params.version);
  if (!version) return noSuchVersion(call);
  return call.form.values.get('when') === 'now' ? publish(call, version) : plan(call, version);
});

const listOf = ({ member, petition }: PublicationCall) =>
  `${teamPetitionPath(member.coalition.slug, petition.slug)}/versions`;

async function publish(call: TeamFormCall<typeof route>, version: TeamVersion): Promise<Response> {
  switch (await publishNow(version, call.member, await call.now())) {
    case 'published':
    case 'already-published':
      return seeOther(`${listOf(call)}?published=${version.version}`);
    // The page lists what is missing.
    case 'too-few-endorsements':
    case 'lead-has-not-endorsed':
    case 'no-sealing-key':
    case 'too-few-key-holders':
    case 'closing-date-is-past':
    case 'newer-is-published':
    case 'no-text':
      return ask(call, { status: 409 });
  }
}

async function plan(call: TeamFormCall<typeof route>, version: TeamVersion): Promise<Response> {
  const { form, member, petition, visit } = call;
  const typed = { when: 'at', at: form.values.get('at') ?? '' } as const;
  const at = readMoment(typed.at);
  const now = await call.now();
  if (!at) return ask(call, { status: 422, typed, problem: visit.say('publication.at.missing') });
  switch (await schedulePublication(version, petition, member, { at, now })) {
    case 'scheduled':
      return seeOther(`${listOf(call)}?planned=${version.version}`);
    case 'already-published':
      return seeOther(`${listOf(call)}?published=${version.version}`);
    case 'past':
      return ask(call, { status: 422, typed, problem: visit.say('publication.at.past') });
  }
}

interface Told {
  readonly status: number;
  readonly typed?: { readonly when: 'now' | 'at'; readonly at: string };
  readonly problem?: string;
}

async function ask(call: PublicationCall, { problem, status, typed }: Told): Promise<Response> {
  const { member, params, petition, request } = call;
  const versions = await listVersions(petition);
  const version = pickVersion(versions, params.version);
  if (!version) return noSuchVersion(call);
  if (version.publishedAt) return seeOther(`${listOf(call)}?published=${version.version}`);
  const schedule = await readSchedule(petition, versions);
  const view = (
    <PublicationPage
      {...placeOf(call)}
      version={version}
      partners={await listStandingPartners(member.coalition.id)}
      readiness={await readReadiness(petition, version, versions, await call.now())}
      schedule={schedule}
      isFirst={petition.publishedAt === null}
      typed={typed ?? { when: 'now', at: schedule ? writeMoment(schedule.at) : '' }}
      problem={problem}
    />
  );
  return panelHtml(request, view, { status });
}
