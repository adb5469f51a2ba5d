import { seeOther } from '@/app/ui/html.tsx';
import type { FormState } from '@/app/ui/languages/fields-view.tsx';
import { PartnersPage } from '@/app/ui/partner/partners-page.tsx';
import { type MemberCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { addressProblem, invitePartner, readPartnerWish } from '@/lib/coalition/partner/invite.ts';
import { listPartners } from '@/lib/coalition/partner/list.ts';
import { slugTaken } from '@/lib/coalition/slug.ts';
import type { MessageKey } from '@/lib/i18n/words.ts';
import { teamPartnersPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const notes: readonly (readonly [string, MessageKey])[] = [
  ['invited', 'partner.invited'],
  ['taken-back', 'partner.taken-back'],
  ['left', 'partner.has-left'],
];

async function show({ member, request, url, visit }: MemberCall, state: FormState, status = 200) {
  const partners = await listPartners(member);
  const note = status === 200 ? notes.find(([name]) => url.searchParams.has(name))?.[1] : undefined;
  const view = <PartnersPage visit={visit} member={member} partners={partners} state={state} note={note} />;
  return panelHtml(request, view, { status });
}

export const GET = teamDoor('/team/[coalition]/partners', (call) => show(call, { typed: {}, problems: [] }));

export const POST = teamForm('/team/[coalition]/partners', async (call) => {
  const { problems, typed, wish } = readPartnerWish(call.form, call.visit.locale);
  if (problems.length > 0) return show(call, { typed, problems }, 422);
  const outcome = await invitePartner(call.member, wish, await call.now());
  switch (outcome) {
    case 'invited':
      return seeOther(`${teamPartnersPath(call.member.coalition.slug)}?invited`);
    case 'slug-taken':
      return show(call, { typed: { ...typed, slug: wish.slug }, problems: [slugTaken] }, 422);
    case 'missing':
    case 'wrong':
    case 'too-long':
    case 'already-member':
    case 'not-your-partner':
      return show(call, { typed, problems: [addressProblem(outcome)] }, 422);
  }
});
