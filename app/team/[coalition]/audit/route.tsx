import { AuditPage } from '@/app/ui/audit/audit-page.tsx';
import { teamDoor } from '@/app/ui/team/member-door.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { readChain } from '@/lib/chronicle/chain.ts';
import { nameEverything } from '@/lib/chronicle/names.ts';
import { listPeople, readAudit, readAuditFilter } from '@/lib/chronicle/read.ts';

export const dynamic = 'force-dynamic';

/** Who of the team did what, and when. */
export const GET = teamDoor('/team/[coalition]/audit', async ({ member, request, url, visit }) => {
  const filter = readAuditFilter(url.searchParams);
  const [chain, people, page] = await Promise.all([readChain(), listPeople(member), readAudit(member, filter)]);
  const records = { ...page, names: await nameEverything(page.entries, visit.locale, member.coalition.id) };
  return panelHtml(request, <AuditPage {...{ visit, member, filter, people, chain, records }} />);
});
