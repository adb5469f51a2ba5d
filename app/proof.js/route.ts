import { scriptDoor } from '@/app/ui/script.ts';

export const dynamic = 'force-dynamic';

/** On the page that asks for proof alone. Without it a button appears after a wait. */
export const GET = scriptDoor('app/proof.js/prove-by-work.js');
