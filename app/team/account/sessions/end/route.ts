import { seeOther } from '@/app/ui/html.tsx';
import { accountForm } from '@/app/ui/team/member-door.tsx';
import { endOtherSessions } from '@/lib/access/sessions.ts';
import { accountPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

export const POST = accountForm(async (call) => {
  await endOtherSessions(call.session, await call.now());
  return seeOther(`${accountPath}?ended`);
});
