import { scriptDoor } from '@/app/ui/script.ts';

export const dynamic = 'force-dynamic';

/** ALTCHA's own worker, as its package brings it, from our own origin. */
export const GET = scriptDoor('node_modules/altcha/dist/workers/pbkdf2.js');
