import { accountDoor } from '@/app/ui/team/member-door.tsx';
import { PlacesPage } from '@/app/ui/team/places-page.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { listPlaces } from '@/lib/team/members.ts';

export const dynamic = 'force-dynamic';

/** The panel's front door: the coalitions in which this account has a place. */
export const GET = accountDoor(async ({ account, request, visit }) =>
  panelHtml(request, <PlacesPage visit={visit} places={await listPlaces(account.id)} mayFound={account.mayFound} />),
);
