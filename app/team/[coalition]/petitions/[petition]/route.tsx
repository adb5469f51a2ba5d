import { readLogFacts } from '@/app/ui/log/facts.ts';
import { dayChoices } from '@/app/ui/numbers/charts.tsx';
import { NumbersPage } from '@/app/ui/numbers/numbers-page.tsx';
import { teamDoor } from '@/app/ui/team/member-door.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { readNumbers } from '@/lib/count/series.ts';
import { listLinks } from '@/lib/share/read.ts';

export const dynamic = 'force-dynamic';

/** A petition's numbers, from folded series alone. */
export const GET = teamDoor('/team/[coalition]/petitions/[petition]', async (call) => {
  const { member, petition, url, visit } = call;
  const daysShown = dayChoices.find((days) => String(days) === url.searchParams.get('days')) ?? dayChoices[0];
  const [numbers, links, log] = await Promise.all([
    petition.publishedAt ? readNumbers(member, petition, daysShown, await call.now()) : null,
    listLinks(member, petition),
    petition.publishedAt ? readLogFacts(petition) : null,
  ]);
  const { privacyMode, slug, title } = petition;
  const named = { slug, title, privacyMode };
  const view = <NumbersPage {...{ visit, member, numbers, links, log, daysShown }} petition={named} />;
  return panelHtml(call.request, view);
});
