import type { ListedPartner } from '@/lib/coalition/partner/list.ts';
import type { MessageKey } from '@/lib/i18n/words.ts';
import type { Member } from '@/lib/team/members.ts';
import { mayAct } from '@/lib/team/rules.ts';
import { teamPartnerPath, teamPartnersPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import { type FormState, listProblems, PlainInput } from '../languages/fields-view.tsx';
import { LanguageFields } from '../languages/language-fields.tsx';
import { LetterLanguage } from '../languages/letter-language.tsx';
import { TeamFrame } from '../team/team-frame.tsx';
import { Words } from '../words.tsx';

interface PartnersPageProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly partners: readonly ListedPartner[];
  readonly state: FormState;
  readonly note?: MessageKey | undefined;
}

/** The organisations of the coalition, how each stands to it, and the form that asks another to join. */
export function PartnersPage({ member, note, partners, state, visit }: PartnersPageProps) {
  const { say } = visit;
  const isOwner = mayAct('/team/[coalition]/partners', member.role);
  const hasJoined = partners.some((one) => one.state === 'joined');
  const hasLead = partners.some((one) => one.state === 'lead');
  return (
    <TeamFrame
      visit={visit}
      member={member}
      tab="/team/[coalition]/partners"
      title={say('partner.title')}
      problems={listProblems(say, state)}
    >
      {note && (
        <p className="done" role="status">
          {say(note)}
        </p>
      )}
      <p>{say('partner.lead')}</p>
      {partners.length === 0 && <p className="empty">{say(isOwner ? 'partner.empty' : 'partner.none')}</p>}
      {!hasLead && hasJoined && <p className="note">{say(isOwner ? 'partner.choose-lead' : 'partner.no-lead')}</p>}
      <ul className="list">
        {partners.map((listed) => (
          <PartnerItem key={listed.partner.id} listed={listed} member={member} visit={visit} />
        ))}
      </ul>
      {isOwner && (
        <details className="words" open={state.problems.length > 0 || partners.length === 0}>
          <summary>{say('partner.invite')}</summary>
          <InviteForm member={member} state={state} visit={visit} />
        </details>
      )}
    </TeamFrame>
  );
}

interface PartnerItemProps {
  readonly listed: ListedPartner;
  readonly member: Member;
  readonly visit: Visit;
}

function PartnerItem({ listed: { partner, state }, member, visit }: PartnerItemProps) {
  const { say } = visit;
  const opens = member.role === 'owner' || member.partnerId === partner.id;
  return (
    <li>
      <h2>
        {opens ? (
          <a href={teamPartnerPath(member.coalition.slug, partner.slug)}>
            <Words text={partner.name} visit={visit} />
          </a>
        ) : (
          <Words text={partner.name} visit={visit} />
        )}{' '}
        <span className="stamp">{say(`partner.state.${state}`)}</span>
      </h2>
      {Object.keys(partner.about).length > 0 && (
        <p className="soft">
          <Words text={partner.about} visit={visit} />
        </p>
      )}
    </li>
  );
}

function InviteForm({ member, state, visit }: Omit<PartnersPageProps, 'partners'>) {
  const { say } = visit;
  return (
    <form method="post" action={teamPartnersPath(member.coalition.slug)} className="narrow" noValidate>
      <p>{say('coalition.one-language')}</p>
      <LanguageFields visit={visit} state={state} fields={[{ name: 'name' }, { name: 'about', isLong: true }]} />
      <PlainInput visit={visit} state={state} name="slug" hint={say('coalition.slug.hint')} />
      <PlainInput visit={visit} state={state} name="address" type="email" hint={say('partner.address.hint')} />
      <LetterLanguage visit={visit} state={state} />
      <p className="hint">{say('partner.stays-hidden')}</p>
      <p>
        <button type="submit">{say('partner.send')}</button>
      </p>
    </form>
  );
}
