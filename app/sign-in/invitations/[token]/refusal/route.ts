import { seeOther } from '@/app/ui/html.tsx';
import { invitationForm, showInvitation } from '@/app/ui/sign-in/invitation-door.tsx';
import { spentPage } from '@/app/ui/sign-in/spent.ts';
import { declineInvitation } from '@/lib/team/answer-invitation.ts';
import { declinedPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

/** The box keeps scanners that press every button from answering in somebody's place. */
export const POST = invitationForm(async (call) => {
  if (call.form.values.get('sure') !== 'yes') return showInvitation(call, { isUnticked: true });
  const outcome = await declineInvitation(call.token, await call.now());
  switch (outcome) {
    case 'declined':
      return seeOther(declinedPath);
    case 'unknown':
      return spentPage(call, 'invitation');
  }
});
