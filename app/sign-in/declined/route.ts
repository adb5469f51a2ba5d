import { door } from '@/app/ui/door.tsx';
import { sayInPanel } from '@/app/ui/team/notices.tsx';
import { homePath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

export const GET = door((call) => {
  const { locale, say } = call.visit;
  return sayInPanel(call, {
    status: 200,
    isSignedIn: false,
    title: say('access.declined.title'),
    lead: [say('access.declined.lead')],
    ways: [{ href: homePath(locale), words: say('access.declined.way') }],
  });
});
