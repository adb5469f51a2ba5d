import { seeOther } from '@/app/ui/html.tsx';
import type { FormState } from '@/app/ui/languages/fields-view.tsx';
import { PartnerPage } from '@/app/ui/partner/partner-page.tsx';
import { type TeamCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { readDescription, typedDescription } from '@/lib/coalition/describe.ts';
import { markOf } from '@/lib/coalition/fields.ts';
import { describePartner } from '@/lib/coalition/partner/describe.ts';
import { findPartnerState } from '@/lib/coalition/partner/list.ts';
import type { MessageKey } from '@/lib/i18n/words.ts';
import { findTeamPartner } from '@/lib/team/places.ts';
import { teamPartnerPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const notes: readonly (readonly [string, MessageKey])[] = [
  ['saved', 'team.saved'],
  ['leads', 'partner.leads-now'],
  ['joined', 'partner.joined-meanwhile'],
];

type Call = TeamCall<'/team/[coalition]/partners/[partner]'>;

async function show({ member, partner, request, url, visit }: Call, state: FormState, status = 200) {
  const standing = await findPartnerState(partner);
  const note = status === 200 ? notes.find(([name]) => url.searchParams.has(name))?.[1] : undefined;
  const props = { visit, member, partner, standing, state, note };
  return panelHtml(request, <PartnerPage {...props} />, { status });
}

export const GET = teamDoor('/team/[coalition]/partners/[partner]', (call) => {
  const stands = typedDescription(call.partner);
  return show(call, { typed: stands, problems: [], mark: markOf(stands) });
});

export const POST = teamForm('/team/[coalition]/partners/[partner]', async (call) => {
  const { mark, problems, texts, typed } = readDescription(call.form);
  if (problems.length > 0) return show(call, { typed, problems, mark }, 422);
  const { member, partner } = call;
  switch (await describePartner(member, partner, { mark, texts }, await call.now())) {
    case 'saved':
      return seeOther(`${teamPartnerPath(member.coalition.slug, partner.slug)}?saved`);
    case 'stale': {
      const stands = typedDescription((await findTeamPartner(member, partner.slug)) ?? partner);
      return show(call, { typed, problems, stands, mark: markOf(stands) }, 409);
    }
  }
});
