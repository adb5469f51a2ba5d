import { exportFile } from '@/app/ui/export/export-file.ts';
import { teamForm } from '@/app/ui/team/member-door.tsx';
import { streamAudit } from '@/lib/export/audit-file.ts';

export const dynamic = 'force-dynamic';

/** All records of the coalition, for safe-keeping elsewhere. */
export const POST = teamForm(
  '/team/[coalition]/audit/file',
  async ({ member, now, visit }) => exportFile(streamAudit(member, visit.locale, await now())),
  { untimed: true },
);
