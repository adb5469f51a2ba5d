import { scriptDoor } from '@/app/ui/script.ts';

export const dynamic = 'force-dynamic';

/** The one line that other sites load: it makes the frame and gives it the height that it asks for. */
export const GET = scriptDoor('app/embed.js/make-frame.js', { 'cross-origin-resource-policy': 'cross-origin' });
