import { readPasskeyForm } from '@/app/ui/account/passkey-form.tsx';
import { seeOther } from '@/app/ui/html.tsx';
import { enrolmentPage } from '@/app/ui/sign-in/enrolment-page.tsx';
import { finishEnrolment } from '@/app/ui/sign-in/finish-enrolment.ts';
import { sessionForm } from '@/app/ui/sign-in/session-door.ts';
import { registerPasskey } from '@/lib/access/passkeys.ts';
import { enrolmentPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

export const POST = sessionForm('enrol', async (call) => {
  const { name, problem, sent } = readPasskeyForm(call.form);
  if (problem) return enrolmentPage(call, problem);
  const outcome = await registerPasskey({ session: call.session, name, sent }, await call.now());
  switch (outcome) {
    case 'registered':
      return finishEnrolment(call.request, call.session);
    case 'wrong':
    case 'known':
      return enrolmentPage(call, outcome);
    case 'not-allowed':
      return seeOther(enrolmentPath);
  }
});
