import { seeOther } from '@/app/ui/html.tsx';
import { DestroyKeysPage } from '@/app/ui/publication/destroy-keys-page.tsx';
import { type TeamCall, type TeamFormCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { destroyKeys } from '@/lib/retention/destroy.ts';
import { keyedPetitions } from '@/lib/retention/panic.ts';
import { coalitionPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/switches/keys';

/** Stands for all petitions of the coalition in the choice; no slug looks like it. */
const ALL = '*';

export const GET = teamDoor(route, (call) => {
  const count = Number(/^\d{1,6}$/.exec(call.url.searchParams.get('destroyed') ?? '')?.[0] ?? 0);
  return show(call, { status: 200, done: count > 0 ? call.visit.say('keys.done', { count }) : undefined });
});

/** Destroys the keys of one petition, or of all: asked for by its slug, or the coalition's, typed. Begun is done. */
export const POST = teamForm(route, post, { untimed: true });

async function post(call: TeamFormCall<typeof route>): Promise<Response> {
  const { form, member, visit } = call;
  const keyed = await keyedPetitions(member.coalition.id);
  const which = form.values.get('which') ?? '';
  const chosen = which === ALL ? keyed : keyed.filter(({ slug }) => slug === which);
  const wanted = which === ALL ? member.coalition.slug : which;
  const typed = (form.values.get('typed') ?? '').trim();
  const problems: { [field: string]: string } = {};
  if (chosen.length === 0) problems.which = visit.say('keys.which.missing');
  else if (typed !== wanted) problems.typed = visit.say('keys.typed.wrong', { word: wanted });
  if (Object.keys(problems).length > 0) return show(call, { status: 422, problems, which, typed });
  return destroy(call, chosen);
}

async function destroy(
  call: TeamFormCall<typeof route>,
  chosen: readonly { readonly id: string }[],
): Promise<Response> {
  const { member } = call;
  const petitionIds = chosen.map(({ id }) => id);
  const destroyed = await destroyKeys({ petitionIds, cause: 'team', actor: member.accountId }, await call.now());
  return seeOther(`${coalitionPath(member.coalition.slug)}/switches/keys?destroyed=${destroyed.length}`);
}

interface Told {
  readonly status: number;
  readonly done?: string | undefined;
  readonly problems?: { readonly [field: string]: string };
  readonly which?: string;
  readonly typed?: string;
}

async function show(call: TeamCall<typeof route>, { status, ...told }: Told): Promise<Response> {
  const { member, request, visit } = call;
  const petitions = await keyedPetitions(member.coalition.id);
  const { problems = {}, typed = '', which = '' } = told;
  const view = <DestroyKeysPage {...{ visit, member, petitions, problems, typed, which }} done={told.done} all={ALL} />;
  return panelHtml(request, view, { status });
}
