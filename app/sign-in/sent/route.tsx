import { door } from '@/app/ui/door.tsx';
import { sayInPanel } from '@/app/ui/team/notices.tsx';
import { signInPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

/** The same page for everybody. */
export const GET = door((call) => {
  const { demoMailbox, say } = call.visit;
  return sayInPanel(call, {
    status: 200,
    isSignedIn: false,
    title: say('access.sent.title'),
    lead: [say('access.sent.lead'), say('access.sent.nothing'), ...(demoMailbox ? [say('sent.demo')] : [])],
    ways: [
      ...(demoMailbox ? [{ href: demoMailbox, words: say('sent.demo-mailbox') }] : []),
      { href: signInPath, words: say('access.sent.again') },
    ],
  });
});
