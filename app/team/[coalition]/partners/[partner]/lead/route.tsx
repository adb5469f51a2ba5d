import { AskPage } from '@/app/ui/coalition/ask-page.tsx';
import { seeOther } from '@/app/ui/html.tsx';
import { type TeamCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { changeLead } from '@/lib/coalition/partner/lead.ts';
import { pickText } from '@/lib/i18n/format.ts';
import { teamPartnerPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/partners/[partner]/lead';

function show({ member, partner, request, visit }: TeamCall<typeof route>, status = 200) {
  const { say } = visit;
  const path = teamPartnerPath(member.coalition.slug, partner.slug);
  const isHere = partner.joinedAt !== null && partner.leftAt === null;
  const view = (
    <AskPage
      visit={visit}
      member={member}
      tab="/team/[coalition]/partners"
      title={say('partner.leading.title', { name: pickText(partner.name, visit.locale).text })}
      lead={[say(isHere ? 'partner.leading.lead' : 'partner.leading.not-here')]}
      action={isHere ? `${path}/lead` : null}
      button={say('partner.way.lead')}
      back={path}
      isHarmless
    />
  );
  return panelHtml(request, view, { status });
}

export const GET = teamDoor(route, (call) => show(call));

export const POST = teamForm(route, async (call) => {
  const { member, partner } = call;
  switch (await changeLead(member, partner, await call.now())) {
    case 'changed':
    case 'already-lead':
      return seeOther(`${teamPartnerPath(member.coalition.slug, partner.slug)}?leads`);
    case 'not-joined':
      return show(call, 409);
  }
});
