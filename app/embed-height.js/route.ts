import { scriptDoor } from '@/app/ui/script.ts';

export const dynamic = 'force-dynamic';

/** Tells the page around a frame how high the frame is. */
export const GET = scriptDoor('app/embed-height.js/tell-height.js', { 'cross-origin-resource-policy': 'cross-origin' });
