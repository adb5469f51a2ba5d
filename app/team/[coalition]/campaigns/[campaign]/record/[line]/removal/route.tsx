import { AskPage } from '@/app/ui/coalition/ask-page.tsx';
import { seeOther } from '@/app/ui/html.tsx';
import { teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { sayGone, teamNotice } from '@/app/ui/team/notices.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { Words } from '@/app/ui/words.tsx';
import { formatRecordDate } from '@/lib/i18n/format.ts';
import { findLine } from '@/lib/record/lines.ts';
import { removeLine } from '@/lib/record/remove.ts';
import { recordLinePath, recordPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/campaigns/[campaign]/record/[line]/removal';

export const GET = teamDoor(route, async (call) => {
  const { campaign, member, params, request, visit } = call;
  const line = await findLine(campaign, params.line);
  if (!line) return teamNotice(call, 'not-found');
  const { locale, say } = visit;
  const { slug } = member.coalition;
  const view = (
    <AskPage
      visit={visit}
      member={member}
      tab="/team/[coalition]/campaigns"
      title={say('record-team.removal.title', { day: formatRecordDate(locale, line.happenedOn) })}
      lead={[say('record-team.removal.lead')]}
      action={`${recordLinePath(slug, campaign.slug, line.id)}/removal`}
      button={say('team.remove')}
      back={recordPath(slug, campaign.slug)}
    >
      <blockquote>
        <Words text={line.summary} visit={visit} />
      </blockquote>
    </AskPage>
  );
  return panelHtml(request, view);
});

export const POST = teamForm(route, async (call) => {
  const { campaign, member, now, params, visit } = call;
  const path = recordPath(member.coalition.slug, campaign.slug);
  switch (await removeLine(member, campaign, params.line, await now())) {
    case 'removed':
      return seeOther(`${path}?removed=${params.line}`);
    case 'unknown':
      return sayGone(call, { lead: visit.say('record-team.gone'), href: path, words: visit.say('record-team.back') });
  }
});
