import { seeOther } from '@/app/ui/html.tsx';
import { type TeamCall, type TeamFormCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { teamNotice } from '@/app/ui/team/notices.tsx';
import { placeOf } from '@/app/ui/team/petition-place.ts';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { UpdatePublicationPage } from '@/app/ui/update/publication-page.tsx';
import { updateOf } from '@/app/ui/update/show-update.tsx';
import { readMoment } from '@/lib/team/answers.ts';
import { publishUpdate, scheduleUpdate, unscheduleUpdate } from '@/lib/update/publish.ts';
import { countFollowers, type TeamUpdate } from '@/lib/update/read.ts';
import { teamPetitionPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/petitions/[petition]/updates/[update]/publication';
type PublicationCall = TeamCall<typeof route>;
type PublicationForm = TeamFormCall<typeof route>;

export const GET = teamDoor(route, (call) => ask(call, { status: 200 }));

export const POST = teamForm(route, async (call) => {
  const update = await updateOf(call);
  if (!update) return teamNotice(call, 'not-found');
  if (call.form.values.get('act') === 'unschedule') {
    const outcome = await unscheduleUpdate(update.id, call.member, await call.now());
    return seeOther(`${pathOf(call)}${outcome === 'unscheduled' ? '?unscheduled' : ''}`);
  }
  return call.form.values.get('when') === 'now' ? publish(call, update) : plan(call, update);
});

const pathOf = ({ member, params, petition }: PublicationCall) =>
  `${teamPetitionPath(member.coalition.slug, petition.slug)}/updates/${params.update}`;

async function publish(call: PublicationForm, update: TeamUpdate): Promise<Response> {
  switch (await publishUpdate(update.id, call.member, await call.now())) {
    case 'published':
    case 'already-published':
      return seeOther(`${pathOf(call)}?published`);
    // The page says what is missing.
    case 'nothing-written':
    case 'half-written':
      return ask(call, { status: 409 });
    case 'petition-not-published':
    case 'gone':
      return teamNotice(call, 'not-found');
  }
}

async function plan(call: PublicationForm, update: TeamUpdate): Promise<Response> {
  const { form, member, visit } = call;
  const typed = { when: 'at', at: form.values.get('at') ?? '' } as const;
  const at = readMoment(typed.at);
  if (!at) return ask(call, { status: 422, typed, problem: visit.say('publication.at.missing') });
  switch (await scheduleUpdate(update.id, member, { at, now: await call.now() })) {
    case 'scheduled':
      return seeOther(`${pathOf(call)}?scheduled`);
    case 'already-published':
      return seeOther(`${pathOf(call)}?published`);
    case 'past':
      return ask(call, { status: 422, typed, problem: visit.say('publication.at.past') });
    case 'nothing-written':
    case 'half-written':
      return ask(call, { status: 409 });
    case 'petition-not-published':
    case 'gone':
      return teamNotice(call, 'not-found');
  }
}

interface Told {
  readonly status: number;
  readonly typed?: { readonly when: 'now' | 'at'; readonly at: string };
  readonly problem?: string;
}

async function ask(call: PublicationCall, { problem, status, typed = { when: 'now', at: '' } }: Told) {
  const update = await updateOf(call);
  if (!update) return teamNotice(call, 'not-found');
  if (update.publishedAt || update.scheduledFor) return seeOther(pathOf(call));
  const followers = await countFollowers(call.petition.id);
  const view = <UpdatePublicationPage {...placeOf(call)} {...{ update, followers, typed, problem }} />;
  return panelHtml(call.request, view, { status });
}
