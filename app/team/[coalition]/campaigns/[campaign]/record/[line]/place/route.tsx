import { seeOther } from '@/app/ui/html.tsx';
import { teamForm } from '@/app/ui/team/member-door.tsx';
import { sayGone } from '@/app/ui/team/notices.tsx';
import { moveLine } from '@/lib/record/order.ts';
import { recordPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/campaigns/[campaign]/record/[line]/place';

export const POST = teamForm(route, async (call) => {
  const { campaign, form, member, now, params, visit } = call;
  const direction = form.values.get('direction') === 'up' ? 'up' : 'down';
  const path = recordPath(member.coalition.slug, campaign.slug);
  switch (await moveLine(member, campaign, params.line, direction, await now())) {
    case 'moved':
    case 'at-the-end':
      return seeOther(`${path}?moved#line-${params.line}`);
    case 'unknown':
      return sayGone(call, { lead: visit.say('record-team.gone'), href: path, words: visit.say('record-team.back') });
  }
});
