import { beginSession } from '@/app/ui/sign-in/begin-session.ts';
import { invitationForm, showInvitation } from '@/app/ui/sign-in/invitation-door.tsx';
import { spentPage } from '@/app/ui/sign-in/spent.ts';
import { readName } from '@/lib/access/profile.ts';
import { openSession } from '@/lib/access/sessions.ts';
import { readLocale } from '@/lib/i18n/locales.ts';
import { acceptInvitation, findInvitation } from '@/lib/team/answer-invitation.ts';

export const dynamic = 'force-dynamic';

/** The invited comes in. The letter has shown the mailbox, so that the first factor is done; the second follows. */
export const POST = invitationForm(async (call) => {
  const now = await call.now();
  const name = call.form.values.get('name') ?? '';
  const language = readLocale(call.form.values.get('language') ?? '') ?? call.visit.locale;
  const known = (await findInvitation(call.token, now))?.account;
  const read = readName(known ? known.name : name);
  if ('problem' in read) return showInvitation(call, { name, language, problem: read.problem });
  const accepted = await acceptInvitation(call.token, { name: read.name, language }, now);
  switch (accepted.outcome) {
    case 'accepted':
    case 'already-member':
      return beginSession(call.request, await openSession(accepted.accountId));
    case 'unknown':
      return spentPage(call, 'invitation');
  }
});
