import { seeOther } from '@/app/ui/html.tsx';
import type { FormState } from '@/app/ui/languages/fields-view.tsx';
import { LinePage } from '@/app/ui/record/line-page.tsx';
import { type TeamCall, type TeamFormCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { teamNotice } from '@/app/ui/team/notices.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { markOfLine, readLine, readLineTexts, typedLine } from '@/lib/record/fields.ts';
import { findLine } from '@/lib/record/lines.ts';
import { changeLine } from '@/lib/record/write.ts';
import { recordPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/campaigns/[campaign]/record/[line]';
type Call = TeamCall<typeof route>;

async function show(call: Call, answered: FormState | 'stale' | null, status = 200, typed: FormState['typed'] = {}) {
  const { campaign, member, params, request, visit } = call;
  const line = await findLine(campaign, params.line);
  if (!line) return teamNotice(call, 'not-found');
  const stands = typedLine(line);
  const open: FormState = { typed: stands, problems: [], mark: markOfLine(line) };
  const state = answered === 'stale' ? { ...open, typed: { ...stands, ...typed }, stands } : (answered ?? open);
  const view = <LinePage visit={visit} member={member} campaign={campaign} line={line} state={state} />;
  return panelHtml(request, view, { status });
}

export const GET = teamDoor(route, (call) => show(call, null));

/** A translator sends words alone; whatever else came is not looked at. */
const read = ({ form, member }: TeamFormCall<typeof route>, now: Date) =>
  member.role === 'translator' ? { ...readLineTexts(form), facts: null } : readLine(form, now);

export const POST = teamForm(route, async (call) => {
  const now = await call.now();
  const { facts, mark, problems, texts, typed } = read(call, now);
  if (problems.length > 0) return show(call, { typed, problems, mark }, 422);
  const { campaign, member, params } = call;
  switch (await changeLine(member, campaign, params.line, { facts, mark, texts }, now)) {
    case 'saved':
      return seeOther(`${recordPath(member.coalition.slug, campaign.slug)}?saved#line-${params.line}`);
    case 'stale':
      return show(call, 'stale', 409, typed);
    case 'unknown':
      return teamNotice(call, 'not-found');
  }
});
