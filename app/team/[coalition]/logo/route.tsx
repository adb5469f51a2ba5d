import { LogoPage, type LogoProblem } from '@/app/ui/coalition/logo-page.tsx';
import { seeOther } from '@/app/ui/html.tsx';
import { type MemberCall, teamDoor, teamUpload } from '@/app/ui/team/member-door.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { saveLogo } from '@/lib/coalition/logo.ts';
import { findLogo } from '@/lib/coalition/logo-read.ts';
import { readUpload } from '@/lib/coalition/upload.ts';
import type { MessageKey } from '@/lib/i18n/words.ts';
import { teamLogoPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const notes: readonly (readonly [string, MessageKey])[] = [
  ['saved', 'coalition.logo.saved'],
  ['removed', 'coalition.logo.removed'],
];

async function show({ member, request, url, visit }: MemberCall, problem?: LogoProblem) {
  const logo = await findLogo(member.coalition.id);
  const note = notes.find(([name]) => url.searchParams.has(name))?.[1];
  const said = problem ? { problem } : { note };
  const view = <LogoPage visit={visit} member={member} changedAt={logo?.changedAt ?? null} {...said} />;
  return panelHtml(request, view, { status: problem ? 422 : 200 });
}

export const GET = teamDoor('/team/[coalition]/logo', (call) => show(call));

export const POST = teamUpload('/team/[coalition]/logo', async (call) => {
  const picture = await readUpload(call.request, 'picture');
  if (typeof picture === 'string') return show(call, picture);
  const outcome = await saveLogo(call.member, picture, await call.now());
  switch (outcome) {
    case 'saved':
      return seeOther(`${teamLogoPath(call.member.coalition.slug)}?saved`);
    case 'not-a-picture':
    case 'too-many-pixels':
      return show(call, outcome);
  }
});
