import { FoundingPage } from '@/app/ui/coalition/founding-page.tsx';
import { seeOther } from '@/app/ui/html.tsx';
import type { FormState } from '@/app/ui/languages/fields-view.tsx';
import { type AccountCall, accountDoor, accountForm } from '@/app/ui/team/member-door.tsx';
import { teamNotice } from '@/app/ui/team/notices.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { foundCoalition, readFounding } from '@/lib/coalition/found.ts';
import { slugTaken } from '@/lib/coalition/slug.ts';
import { descriptionPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const show = ({ request, visit }: AccountCall, state: FormState, status = 200) =>
  panelHtml(request, <FoundingPage visit={visit} state={state} />, { status });

/** Where a coalition begins, for accounts that may found one. */
export const GET = accountDoor((call) =>
  call.account.mayFound ? show(call, { typed: {}, problems: [] }) : teamNotice(call, 'forbidden'),
);

export const POST = accountForm(async (call) => {
  const { founding, problems, typed } = readFounding(call.form);
  if (call.account.mayFound && problems.length > 0) return show(call, { typed, problems }, 422);
  switch (await foundCoalition(call.account, founding, await call.now())) {
    case 'founded':
      return seeOther(`${descriptionPath(founding.slug)}?founded`);
    case 'slug-taken':
      return show(call, { typed: { ...typed, slug: founding.slug }, problems: [slugTaken] }, 422);
    case 'not-allowed':
      return teamNotice(call, 'forbidden');
  }
});
