import { scriptDoor } from '@/app/ui/script.ts';

export const dynamic = 'force-dynamic';

/** An extra for pages that pass a petition on. */
export const GET = scriptDoor('app/share.js/pass-on.js');
