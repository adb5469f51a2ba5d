import { ArchivePage } from '@/app/ui/sealing/archive-page.tsx';
import { teamDoor } from '@/app/ui/team/member-door.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';

export const dynamic = 'force-dynamic';

/** How sealed records are opened; the page itself does it, and the server never hears of it. */
export const GET = teamDoor(
  '/team/[coalition]/petitions/[petition]/sealing/archive',
  ({ member, petition, request, visit }) => panelHtml(request, <ArchivePage {...{ visit, member, petition }} />),
);
