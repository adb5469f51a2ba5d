import type { PartnerState } from '@/lib/coalition/partner/list.ts';
import { pickText } from '@/lib/i18n/format.ts';
import type { MessageKey } from '@/lib/i18n/words.ts';
import type { Member } from '@/lib/team/members.ts';
import type { TeamPartner } from '@/lib/team/places.ts';
import { teamPartnerPath } from '@/lib/urls.ts';
import { AskPage } from '../coalition/ask-page.tsx';
import type { Visit } from '../frame.tsx';

interface LeavingPageProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly partner: TeamPartner;
  readonly standing: PartnerState;
}

type Words = readonly [title: MessageKey, lead: readonly MessageKey[], button: MessageKey];

/** A partner goes, by itself or by an owner; or the question to it is taken back. */
export function LeavingPage({ member, partner, standing, visit }: LeavingPageProps) {
  const { say } = visit;
  const name = pickText(partner.name, visit.locale).text;
  const path = teamPartnerPath(member.coalition.slug, partner.slug);
  const [title, lead, button] = wordsFor(standing, member.role === 'partner');
  const isOver = standing === 'lead' || standing === 'left';
  return (
    <AskPage
      visit={visit}
      member={member}
      tab="/team/[coalition]/partners"
      title={say(title, { name })}
      lead={lead.map((key) => say(key, { name }))}
      action={isOver ? null : `${path}/leaving`}
      button={say(button)}
      back={path}
    />
  );
}

function wordsFor(standing: PartnerState, isOwn: boolean): Words {
  switch (standing) {
    case 'lead':
      return ['partner.leaving.title', ['partner.leaving.lead-first'], 'team.remove'];
    case 'left':
      return ['partner.leaving.title', ['partner.state.left.lead'], 'team.remove'];
    case 'joined':
      return isOwn
        ? ['partner.leaving.own', ['partner.leaving.kept', 'partner.leaving.own-people'], 'partner.way.leave']
        : ['partner.leaving.title', ['partner.leaving.kept', 'partner.leaving.people'], 'partner.way.remove'];
    case 'invited':
    case 'open':
    case 'declined':
      return ['partner.taking-back.title', ['partner.taking-back.lead'], 'partner.way.take-back'];
  }
}
