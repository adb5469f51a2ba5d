import { seeOther } from '@/app/ui/html.tsx';
import { SwitchesPage } from '@/app/ui/publication/switches-page.tsx';
import { type TeamCall, type TeamFormCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { teamNotice } from '@/app/ui/team/notices.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import {
  LONGEST_BANNER,
  pause,
  readSwitches,
  removeBanner,
  resume,
  type SwitchOutcome,
  setBanner,
} from '@/lib/coalition/switches.ts';
import { localeNames, locales } from '@/lib/i18n/locales.ts';
import { words } from '@/lib/i18n/words.ts';
import { readWords, type TypedWords, tooLongIn } from '@/lib/team/answers.ts';
import { coalitionPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/switches';

const acts = [
  'pause-signing',
  'resume-signing',
  'pause-letters',
  'resume-letters',
  'set-banner',
  'remove-banner',
] as const;
type Act = (typeof acts)[number];

export const GET = teamDoor(route, (call) => {
  const done = [...acts, 'closed' as const].find((act) => call.url.searchParams.get('done') === act);
  const count = Number(/^\d{1,6}$/.exec(call.url.searchParams.get('count') ?? '')?.[0] ?? 0);
  return show(call, { status: 200, done: done && call.visit.say(`switch.done.${done}`, { count }) });
});

export const POST = teamForm(route, async (call) => {
  if (call.form.values.get('act') === 'prepare-banner') return prepareBanner(call);
  const act = acts.find((one) => one === call.form.values.get('act'));
  if (!act) return show(call, { status: 422 });
  const typed = readWords(call.form, 'banner');
  const problems = act === 'set-banner' ? findProblems(call, typed) : {};
  if (Object.keys(problems).length > 0) return show(call, { status: 422, problems, typed });
  switch (await turn(call, act, typed)) {
    case 'turned':
    // Somebody else had done the same: what was wished is so.
    case 'as-it-was':
      return seeOther(`${coalitionPath(call.member.coalition.slug)}/switches?done=${act}`);
    case 'forbidden':
      return teamNotice(call, 'forbidden');
  }
});

/** Fills in, and shows to nobody but this owner, who goes on from there. */
function prepareBanner(call: TeamFormCall<typeof route>): Promise<Response> {
  const { say } = call.visit;
  const organisation = (call.form.values.get('organisation') ?? '').normalize('NFC').replace(/\s+/g, ' ').trim();
  if (organisation === '')
    return show(call, { status: 422, problems: { organisation: say('switch.prepared.missing') } });
  if (organisation.length > LONGEST_ORGANISATION) {
    const problem = say('switch.prepared.too-long', { longest: LONGEST_ORGANISATION });
    return show(call, { status: 422, organisation, problems: { organisation: problem } });
  }
  const typed = Object.fromEntries(
    locales.map((locale) => [locale, words(locale)('switch.prepared.words', { organisation })]),
  );
  return show(call, { status: 200, typed, organisation });
}

/** In characters: with it the longest of the prepared texts is a banner that fits. */
const LONGEST_ORGANISATION = 60;

async function turn(call: TeamFormCall<typeof route>, act: Act, words: TypedWords): Promise<SwitchOutcome> {
  const { member } = call;
  const now = await call.now();
  switch (act) {
    case 'pause-signing':
      return pause('signing', member, now);
    case 'resume-signing':
      return resume('signing', member, now);
    case 'pause-letters':
      return pause('letters', member, now);
    case 'resume-letters':
      return resume('letters', member, now);
    case 'set-banner':
      return setBanner(words, member, now);
    case 'remove-banner':
      return removeBanner(member, now);
  }
}

function findProblems({ visit: { locale, say } }: TeamCall<typeof route>, words: TypedWords) {
  const long = tooLongIn(words, LONGEST_BANNER);
  const problems: { [field: string]: string } = {};
  if (Object.keys(words).length === 0) problems[`banner_${locale}`] = say('switch.banner.missing');
  if (long) {
    const values = { language: localeNames[long], longest: LONGEST_BANNER };
    problems[`banner_${long}`] = say('switch.banner.too-long', values);
  }
  return problems;
}

interface Told {
  readonly status: number;
  readonly done?: string | undefined;
  readonly problems?: { readonly [field: string]: string };
  readonly typed?: TypedWords;
  readonly organisation?: string;
}

async function show(
  call: TeamCall<typeof route>,
  { done, organisation, problems = {}, status, typed }: Told,
): Promise<Response> {
  const { member, request, visit } = call;
  const board = await readSwitches(member);
  const view = (
    <SwitchesPage {...{ visit, member, board, problems, done, organisation }} typed={typed ?? board.words ?? {}} />
  );
  return panelHtml(request, view, { status });
}
