import { seeOther } from '@/app/ui/html.tsx';
import { CloseAllPage } from '@/app/ui/publication/close-all-page.tsx';
import { readReason } from '@/app/ui/publication/reason.ts';
import { type TeamCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { closeAllPetitions, listOpenPetitions } from '@/lib/publication/closing.ts';
import type { TypedWords } from '@/lib/team/answers.ts';
import { coalitionPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/switches/closing';

export const GET = teamDoor(route, (call) => ask(call, { status: 200 }));

/** Closes every open petition of the coalition, with one reason. */
export const POST = teamForm(route, async (call) => {
  const { form, member, visit } = call;
  const { problems, reason } = readReason(form, visit);
  const box = visit.say('switch.close-all.box');
  if (form.values.get('sure') !== 'yes') problems.sure = visit.say('form.unticked', { box });
  if (Object.keys(problems).length > 0) return ask(call, { status: 422, problems, typed: reason });
  const count = await closeAllPetitions(member, reason, await call.now());
  return seeOther(`${coalitionPath(member.coalition.slug)}/switches?done=closed&count=${count}`);
});

interface Told {
  readonly status: number;
  readonly problems?: { readonly [field: string]: string };
  readonly typed?: TypedWords;
}

async function ask(call: TeamCall<typeof route>, { problems = {}, status, typed = {} }: Told): Promise<Response> {
  const { member, request, visit } = call;
  const open = await listOpenPetitions(member.coalition.id, await call.now());
  return panelHtml(request, <CloseAllPage {...{ visit, member, open, problems, typed }} />, { status });
}
