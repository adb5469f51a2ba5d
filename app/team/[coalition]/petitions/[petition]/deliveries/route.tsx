import { DeliveriesPage } from '@/app/ui/delivery/deliveries-page.tsx';
import { seeOther } from '@/app/ui/html.tsx';
import type { FormState } from '@/app/ui/languages/fields-view.tsx';
import { type TeamCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { readDelivery } from '@/lib/delivery/fields.ts';
import { listDeliveries } from '@/lib/delivery/read.ts';
import { planDelivery } from '@/lib/delivery/write.ts';
import { deliveryPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/petitions/[petition]/deliveries';

async function show(call: TeamCall<typeof route>, state: FormState, status = 200): Promise<Response> {
  const { member, petition, request, url, visit } = call;
  const deliveries = await listDeliveries(petition);
  const note = status === 200 && url.searchParams.has('removed') ? ('delivery.removed' as const) : undefined;
  return panelHtml(request, <DeliveriesPage {...{ visit, member, petition, deliveries, state, note }} />, { status });
}

/** The hand-overs of a petition. */
export const GET = teamDoor(route, (call) => show(call, { typed: {}, problems: [] }));

/** Plans one. */
export const POST = teamForm(route, async (call) => {
  const { form, member, now, petition } = call;
  const { plannedOn, problems, texts, typed } = readDelivery(form);
  if (problems.length > 0) return show(call, { typed, problems }, 422);
  const id = await planDelivery(member, petition, { texts, plannedOn }, await now());
  return seeOther(deliveryPath(member.coalition.slug, petition.slug, id));
});
