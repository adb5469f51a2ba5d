import { OwnAuditPage } from '@/app/ui/audit/own-audit-page.tsx';
import { accountDoor } from '@/app/ui/team/member-door.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { nameEverything } from '@/lib/chronicle/names.ts';
import { emptyFilter, readAuditFilter, readOwnAudit } from '@/lib/chronicle/read.ts';

export const dynamic = 'force-dynamic';

/** What was done with this account. */
export const GET = accountDoor(async ({ account, request, url, visit }) => {
  const filter = { ...emptyFilter, before: readAuditFilter(url.searchParams).before };
  const page = await readOwnAudit(account.id, filter);
  const records = { ...page, names: await nameEverything(page.entries, visit.locale, null) };
  return panelHtml(request, <OwnAuditPage visit={visit} filter={filter} records={records} />);
});
