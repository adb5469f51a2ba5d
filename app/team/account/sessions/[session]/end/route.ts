import { seeOther } from '@/app/ui/html.tsx';
import { accountForm } from '@/app/ui/team/member-door.tsx';
import { teamNotice } from '@/app/ui/team/notices.tsx';
import { endSession } from '@/lib/access/sessions.ts';
import { accountPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

/** Whoever holds that session's cookie is out with the next request. Another's session is as good as none. */
export const POST = accountForm<{ session: string }>(async (call) => {
  const isEnded = await endSession(call.account.id, call.params.session, await call.now());
  return isEnded ? seeOther(`${accountPath}?ended`) : teamNotice(call, 'not-found');
});
