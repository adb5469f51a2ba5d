import { seeOther } from '@/app/ui/html.tsx';
import { ClosingPage } from '@/app/ui/publication/closing-page.tsx';
import { readReason } from '@/app/ui/publication/reason.ts';
import { type TeamCall, type TeamFormCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { placeOf } from '@/app/ui/team/petition-place.ts';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { readDestructions } from '@/lib/keys/destructions.ts';
import {
  archivePetition,
  closePetition,
  closingState,
  countWaitingAttempts,
  listEvents,
  type ReopenOutcome,
  reopenableUntil,
  reopenPetition,
  restorePetition,
} from '@/lib/publication/closing.ts';
import { readMoment, type TypedWords, writeMoment } from '@/lib/team/answers.ts';
import { teamPetitionPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/petitions/[petition]/closing';
type ClosingCall = TeamCall<typeof route>;
type ClosingForm = TeamFormCall<typeof route>;

const doneWords = ['closed', 'reopened', 'archived', 'restored'] as const;

export const GET = teamDoor(route, (call) => {
  const done = doneWords.find((word) => call.url.searchParams.has(word));
  return show(call, { status: 200, done: done && call.visit.say(`closing.done.${done}`) });
});

export const POST = teamForm(route, async (call) => {
  const { member, petition } = call;
  switch (call.form.values.get('act')) {
    case 'close':
      return close(call);
    case 'reopen':
      return reopen(call);
    case 'archive':
      return settle(call, 'archived', await archivePetition(petition, member, await call.now()));
    case 'restore':
      return settle(call, 'restored', await restorePetition(petition, member, await call.now()));
    default:
      return show(call, { status: 422 });
  }
});

async function close(call: ClosingForm): Promise<Response> {
  const { form, member, petition, visit } = call;
  const { problems, reason } = readReason(form, visit);
  const box = visit.say('closing.close.box');
  if (form.values.get('sure') !== 'yes') problems.sure = visit.say('form.unticked', { box });
  if (Object.keys(problems).length > 0) return show(call, { status: 422, problems, reason });
  return settle(call, 'closed', await closePetition(petition, member, reason, await call.now()));
}

async function reopen(call: ClosingForm): Promise<Response> {
  const { form, member, petition, visit } = call;
  const { problems, reason } = readReason(form, visit);
  const closes = (form.values.get('closes') ?? '').trim();
  const closesAt = closes === '' ? null : readMoment(closes);
  if (closes !== '' && !closesAt) problems.closes = visit.say('closing.reopen.closes.wrong');
  const now = await call.now();
  if (closesAt && closesAt <= now) problems.closes = visit.say('closing.reopen.closes.past');
  if (Object.keys(problems).length > 0) return show(call, { status: 422, problems, reason, closes });
  return settle(call, 'reopened', await reopenPetition(petition, member, { closesAt, reason }, now));
}

function settle(
  call: ClosingForm,
  done: (typeof doneWords)[number],
  outcome: ReopenOutcome,
): Promise<Response> | Response {
  const { member, petition, visit } = call;
  switch (outcome) {
    case 'done':
      return seeOther(`${teamPetitionPath(member.coalition.slug, petition.slug)}/closing?${done}`);
    case 'other-state':
      return show(call, { status: 409, alarm: visit.say('closing.other-state') });
    case 'keys-gone':
      return show(call, { status: 409, alarm: visit.say('closing.keys-gone') });
    case 'past':
      return show(call, { status: 422, problems: { closes: visit.say('closing.reopen.closes.past') } });
  }
}

interface Told {
  readonly status: number;
  readonly done?: string | undefined;
  readonly alarm?: string;
  readonly problems?: { readonly [field: string]: string };
  readonly reason?: TypedWords;
  readonly closes?: string;
}

async function show(call: ClosingCall, { alarm, closes, done, problems = {}, reason = {}, status }: Told) {
  const { petition, request } = call;
  const now = await call.now();
  const { closesAt } = petition;
  const view = (
    <ClosingPage
      {...placeOf(call)}
      state={closingState(petition, now)}
      closesAt={closesAt}
      reopenableUntil={(await readDestructions(petition.id)).length > 0 ? null : reopenableUntil(petition)}
      waiting={await countWaitingAttempts(petition.id)}
      events={await listEvents(petition.id)}
      typed={{ reason, closes: closes ?? (closesAt && closesAt > now ? writeMoment(closesAt) : '') }}
      problems={problems}
      done={done}
      alarm={alarm}
    />
  );
  return panelHtml(request, view, { status });
}
