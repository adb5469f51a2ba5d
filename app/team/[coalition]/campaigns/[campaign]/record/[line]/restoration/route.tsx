import { seeOther } from '@/app/ui/html.tsx';
import { teamForm } from '@/app/ui/team/member-door.tsx';
import { sayGone } from '@/app/ui/team/notices.tsx';
import { restoreLine } from '@/lib/record/remove.ts';
import { recordPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/campaigns/[campaign]/record/[line]/restoration';

export const POST = teamForm(route, async (call) => {
  const { campaign, member, now, params, visit } = call;
  const path = recordPath(member.coalition.slug, campaign.slug);
  switch (await restoreLine(member, campaign, params.line, await now())) {
    case 'restored':
    case 'already-there':
      return seeOther(`${path}?restored#line-${params.line}`);
    case 'unknown':
      return sayGone(call, { lead: visit.say('record-team.gone'), href: path, words: visit.say('record-team.back') });
  }
});
