import { readPasskeyForm } from '@/app/ui/account/passkey-form.tsx';
import { showAccount } from '@/app/ui/account/show-account.tsx';
import { seeOther } from '@/app/ui/html.tsx';
import { accountForm } from '@/app/ui/team/member-door.tsx';
import { registerPasskey } from '@/lib/access/passkeys.ts';
import { accountPath, signInPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

export const POST = accountForm(
  async (call) => {
    const { name, problem, sent } = readPasskeyForm(call.form);
    if (problem) return showAccount(call, { passkey: { name, problem } });
    const outcome = await registerPasskey({ session: call.session, name, sent }, await call.now());
    switch (outcome) {
      case 'registered':
        return seeOther(`${accountPath}?passkey-added`);
      case 'wrong':
      case 'known':
        return showAccount(call, { passkey: { name, problem: outcome } });
      case 'not-allowed':
        return seeOther(signInPath);
    }
  },
  { fresh: true },
);
