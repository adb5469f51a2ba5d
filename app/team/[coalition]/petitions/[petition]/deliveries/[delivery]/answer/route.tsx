import { AnswerPage } from '@/app/ui/delivery/hand-over-page.tsx';
import { seeOther } from '@/app/ui/html.tsx';
import type { FormState } from '@/app/ui/languages/fields-view.tsx';
import { type TeamCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { teamNotice } from '@/app/ui/team/notices.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { typedOf } from '@/lib/coalition/fields.ts';
import { readAnswer } from '@/lib/delivery/fields.ts';
import { keepAnswer } from '@/lib/delivery/hand-over.ts';
import { findDelivery } from '@/lib/delivery/read.ts';
import { deliveryPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/petitions/[petition]/deliveries/[delivery]/answer';

async function show(call: TeamCall<typeof route>, typed?: FormState, status = 200): Promise<Response> {
  const { member, params, petition, request, visit } = call;
  const delivery = await findDelivery(petition, params.delivery);
  if (!delivery) return teamNotice(call, 'not-found');
  if (!delivery.handedOverOn) return seeOther(deliveryPath(member.coalition.slug, petition.slug, delivery.id));
  const stands = { ...typedOf({ answer: delivery.answer }), date: delivery.answeredOn ?? '' };
  const state = typed ?? { typed: stands, problems: [] };
  return panelHtml(request, <AnswerPage {...{ visit, member, petition, delivery, state }} />, { status });
}

/** What the addressee answered, to be read and completed. */
export const GET = teamDoor(route, (call) => show(call));

/** Publishes the answer. */
export const POST = teamForm(route, async (call) => {
  const { form, member, params, petition } = call;
  const now = await call.now();
  const read = readAnswer(form, now);
  if (read.problems.length > 0) return show(call, read, 422);
  switch (await keepAnswer(member, petition, params.delivery, read, now)) {
    case 'saved':
    case 'not-handed-over':
      return seeOther(`${deliveryPath(member.coalition.slug, petition.slug, params.delivery)}?saved`);
    case 'unknown':
      return teamNotice(call, 'not-found');
  }
});
