import { signInPath } from '@/lib/urls.ts';
import type { Call } from '../door.tsx';
import { sayInPanel } from '../team/notices.tsx';

type Spent = 'link' | 'invitation';

/** One page for every link that opens nothing, whatever the reason. */
export const spentPage = (call: Call, spent: Spent): Response =>
  sayInPanel(call, {
    status: 404,
    isSignedIn: false,
    title: call.visit.say(`access.spent.${spent}.title`),
    lead: [call.visit.say(`access.spent.${spent}.lead`)],
    ways: [{ href: signInPath, words: call.visit.say(`access.spent.${spent}.way`) }],
  });
