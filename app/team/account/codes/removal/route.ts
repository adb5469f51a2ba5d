import { showAccount } from '@/app/ui/account/show-account.tsx';
import { seeOther } from '@/app/ui/html.tsx';
import { accountForm } from '@/app/ui/team/member-door.tsx';
import { removeCodes } from '@/lib/access/factors.ts';
import { accountPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

export const POST = accountForm(
  async (call) => {
    const outcome = await removeCodes(call.account.id, await call.now());
    switch (outcome) {
      case 'removed':
      case 'unknown':
        return seeOther(`${accountPath}?codes-removed`);
      case 'last':
        return showAccount(call, { isLast: true });
    }
  },
  { fresh: true },
);
