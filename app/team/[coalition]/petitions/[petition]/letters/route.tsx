import { seeOther } from '@/app/ui/html.tsx';
import { LettersPage } from '@/app/ui/letters/letters-page.tsx';
import { type TeamCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { placeOf } from '@/app/ui/team/petition-place.ts';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { readPetitionLetters } from '@/lib/outbox/read.ts';
import { sendLettersAgain } from '@/lib/outbox/send-again.ts';
import { teamLettersPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/petitions/[petition]/letters';

export const GET = teamDoor(route, (call) => {
  const { say } = call.visit;
  const sent = /^\d{1,7}$/.exec(call.url.searchParams.get('sent') ?? '')?.[0];
  const count = Number(sent ?? 0);
  return show(call, { status: 200, done: sent && say(`letters.again.${count > 0 ? 'done' : 'none'}`, { count }) });
});

/** Sends letters again: those with one reason, or all. */
export const POST = teamForm(route, async (call) => {
  const { form, member, petition } = call;
  const because = form.values.get('because') ?? null;
  if (!because && form.values.get('all') !== 'yes') return show(call, { status: 422 });
  const count = await sendLettersAgain(petition, because, member, await call.now());
  return seeOther(`${teamLettersPath(member.coalition.slug, petition.slug)}?sent=${count}`);
});

async function show(call: TeamCall<typeof route>, told: { status: number; done?: string | undefined }) {
  const letters = await readPetitionLetters(call.member, call.petition);
  const view = <LettersPage {...placeOf(call)} letters={letters} done={told.done} />;
  return panelHtml(call.request, view, { status: told.status });
}
