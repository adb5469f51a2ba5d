import { invitationDoor, showInvitation } from '@/app/ui/sign-in/invitation-door.tsx';

export const dynamic = 'force-dynamic';

/** Opening it changes nothing: mail scanners do, too. */
export const GET = invitationDoor((call) => showInvitation(call));
