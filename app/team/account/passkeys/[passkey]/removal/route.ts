import { showAccount } from '@/app/ui/account/show-account.tsx';
import { seeOther } from '@/app/ui/html.tsx';
import { accountForm } from '@/app/ui/team/member-door.tsx';
import { teamNotice } from '@/app/ui/team/notices.tsx';
import { removePasskey } from '@/lib/access/passkeys.ts';
import { accountPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

export const POST = accountForm<{ passkey: string }>(
  async (call) => {
    const outcome = await removePasskey(call.account.id, call.params.passkey, await call.now());
    switch (outcome) {
      case 'removed':
        return seeOther(`${accountPath}?passkey-removed`);
      case 'last':
        return showAccount(call, { isLast: true });
      case 'unknown':
        return teamNotice(call, 'not-found');
    }
  },
  { fresh: true },
);
