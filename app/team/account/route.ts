import { showAccount } from '@/app/ui/account/show-account.tsx';
import { seeOther } from '@/app/ui/html.tsx';
import { accountDoor, accountForm } from '@/app/ui/team/member-door.tsx';
import { changeProfile, readName } from '@/lib/access/profile.ts';
import { readLocale } from '@/lib/i18n/locales.ts';
import { accountPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

export const GET = accountDoor((call) => showAccount(call));

export const POST = accountForm(async (call) => {
  const name = call.form.values.get('name') ?? '';
  const language = readLocale(call.form.values.get('language') ?? '') ?? call.account.language;
  const read = readName(name);
  if ('problem' in read) return showAccount(call, { profile: { name, language, problem: read.problem } });
  await changeProfile(call.account, { name: read.name, language });
  return seeOther(`${accountPath}?saved`);
});
