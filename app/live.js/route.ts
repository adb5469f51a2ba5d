import { scriptDoor } from '@/app/ui/script.ts';

export const dynamic = 'force-dynamic';

/** The one script of the public pages. Without it every number is right at page load. */
export const GET = scriptDoor('app/live.js/live-count.js');
