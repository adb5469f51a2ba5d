import { seeOther } from '@/app/ui/html.tsx';
import type { FormState } from '@/app/ui/languages/fields-view.tsx';
import { RecordPage } from '@/app/ui/record/record-page.tsx';
import { type TeamCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import type { MessageKey } from '@/lib/i18n/words.ts';
import { readLine } from '@/lib/record/fields.ts';
import { isRemoved, listLines } from '@/lib/record/lines.ts';
import { addLine } from '@/lib/record/write.ts';
import { mayAct } from '@/lib/team/rules.ts';
import { recordPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/campaigns/[campaign]/record';

const notes: readonly (readonly [string, MessageKey])[] = [
  ['saved', 'team.saved'],
  ['added', 'record-team.added'],
  ['moved', 'record-team.moved'],
  ['restored', 'record-team.restored'],
];

async function show({ campaign, member, request, url, visit }: TeamCall<typeof route>, state: FormState, status = 200) {
  const lines = await listLines(campaign);
  const asked = mayAct(route, member.role) ? url.searchParams.get('removed') : null;
  const removed = asked && (await isRemoved(campaign, asked)) ? asked : null;
  const note = status === 200 ? notes.find(([name]) => url.searchParams.has(name))?.[1] : undefined;
  const props = { visit, member, campaign, lines, state, note, removed };
  return panelHtml(request, <RecordPage {...props} />, { status });
}

export const GET = teamDoor(route, (call) => show(call, { typed: {}, problems: [] }));

export const POST = teamForm(route, async (call) => {
  const now = await call.now();
  const { facts, problems, texts, typed } = readLine(call.form, now);
  if (problems.length > 0) return show(call, { typed, problems }, 422);
  const { campaign, member } = call;
  const id = await addLine(member, campaign, { ...facts, ...texts }, now);
  return seeOther(`${recordPath(member.coalition.slug, campaign.slug)}?added#line-${id}`);
});
