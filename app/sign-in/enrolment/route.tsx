import { enrolmentPage } from '@/app/ui/sign-in/enrolment-page.tsx';
import { sessionDoor } from '@/app/ui/sign-in/session-door.ts';

export const dynamic = 'force-dynamic';

/** An app or a passkey: nothing of the panel opens before there is one. */
export const GET = sessionDoor('enrol', (call) => enrolmentPage(call, null));
