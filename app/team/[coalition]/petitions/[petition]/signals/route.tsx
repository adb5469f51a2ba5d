import { SignalsPage } from '@/app/ui/invalidation/signals-page.tsx';
import { viewOf } from '@/app/ui/invalidation/view-of.ts';
import { type TeamCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { listChoices } from '@/lib/invalidation/choices.ts';
import { findSeriesSignals } from '@/lib/invalidation/series.ts';
import { findSealedSignals, type SealedSignals } from '@/lib/invalidation/signals.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/petitions/[petition]/signals';

/** What the folded numbers tell; no signature is opened for it. */
export const GET = teamDoor(route, (call) => showSignals(call, null));

/** Opens the latest signatures, because somebody asked to. */
export const POST = teamForm(route, async (call) => {
  const { member, petition } = call;
  return showSignals(call, petition.publishedAt && (await findSealedSignals(member, petition, await call.now())));
});

async function showSignals(call: TeamCall<typeof route>, sealed: SealedSignals | null): Promise<Response> {
  const { member, petition, request } = call;
  const [choices, series] = await Promise.all([
    listChoices(member, petition),
    findSeriesSignals(petition, await call.now()),
  ]);
  const isPublished = petition.publishedAt !== null;
  return panelHtml(request, <SignalsPage {...(await viewOf(call))} {...{ choices, series, sealed, isPublished }} />);
}
