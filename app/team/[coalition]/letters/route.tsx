import { CoalitionLettersPage } from '@/app/ui/letters/coalition-letters-page.tsx';
import { teamDoor } from '@/app/ui/team/member-door.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { readCoalitionLetters } from '@/lib/outbox/read.ts';

export const dynamic = 'force-dynamic';

/** Whether letters leave, for those who can do something about it. */
export const GET = teamDoor('/team/[coalition]/letters', async ({ member, request, visit }) => {
  const letters = await readCoalitionLetters(member, visit.locale);
  return panelHtml(request, <CoalitionLettersPage {...{ visit, member, letters }} />);
});
