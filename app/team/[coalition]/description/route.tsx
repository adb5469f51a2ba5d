import { DescriptionPage } from '@/app/ui/coalition/description-page.tsx';
import { seeOther } from '@/app/ui/html.tsx';
import type { FormState } from '@/app/ui/languages/fields-view.tsx';
import { type MemberCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { describeCoalition, findDescription, readDescription, typedDescription } from '@/lib/coalition/describe.ts';
import { markOf } from '@/lib/coalition/fields.ts';
import { findLogo } from '@/lib/coalition/logo-read.ts';
import { descriptionPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

async function show({ member, request, url, visit }: MemberCall, state: FormState, status = 200) {
  const logo = await findLogo(member.coalition.id);
  const note = (['saved', 'founded'] as const).find((one) => url.searchParams.has(one));
  const view = (
    <DescriptionPage
      visit={visit}
      member={member}
      state={state}
      logoChangedAt={logo?.changedAt ?? null}
      note={status === 200 ? note : undefined}
    />
  );
  return panelHtml(request, view, { status });
}

export const GET = teamDoor('/team/[coalition]/description', async (call) => {
  const stands = typedDescription(await findDescription(call.member));
  return show(call, { typed: stands, problems: [], mark: markOf(stands) });
});

export const POST = teamForm('/team/[coalition]/description', async (call) => {
  const { mark, problems, texts, typed } = readDescription(call.form);
  if (problems.length > 0) return show(call, { typed, problems, mark }, 422);
  switch (await describeCoalition(call.member, texts, mark, await call.now())) {
    case 'saved':
      return seeOther(`${descriptionPath(call.member.coalition.slug)}?saved`);
    case 'stale': {
      const stands = typedDescription(await findDescription(call.member));
      return show(call, { typed, problems, stands, mark: markOf(stands) }, 409);
    }
  }
});
