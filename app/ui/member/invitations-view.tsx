import type { ListedPartner } from '@/lib/coalition/partner/list.ts';
import { formatDay, formatTime, pickText } from '@/lib/i18n/format.ts';
import type { OpenInvitation } from '@/lib/team/invitations.ts';
import type { Member } from '@/lib/team/members.ts';
import { teamInvitationPath, teamMembersPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import { PlainInput } from '../languages/fields-view.tsx';
import { LetterLanguage } from '../languages/letter-language.tsx';
import type { MembersPageProps } from './members-page.tsx';
import { RoleFields, RoleMeanings } from './role-fields.tsx';

interface InvitationListProps {
  readonly invitations: readonly OpenInvitation[];
  readonly member: Member;
  readonly partners: readonly ListedPartner[];
  readonly visit: Visit;
}

/** Letters that are not answered yet, and the button that makes each of them worthless. */
export function InvitationList({ invitations, member, partners, visit }: InvitationListProps) {
  const { locale, say } = visit;
  const partnerName = (id: string | null) => {
    const name = partners.find(({ partner }) => partner.id === id)?.partner.name;
    return name ? pickText(name, locale).text : '';
  };
  return (
    <section aria-labelledby="invited">
      <h2 id="invited">{say('member.invited')}</h2>
      {invitations.length === 0 && <p className="soft">{say('member.nobody-invited')}</p>}
      <ul className="list">
        {invitations.map(({ expiresAt, id, mailbox, partnerId, role }) => (
          <li key={id}>
            <p>
              <strong>
                <bdi dir="ltr">{mailbox}</bdi>
              </strong>{' '}
              · {say(`team.role.${role}`)}
              {partnerId && (
                <>
                  {' '}
                  · <bdi>{partnerName(partnerId)}</bdi>
                </>
              )}
              <br />
              <span className="soft">
                {say('member.invited-until', {
                  day: formatDay(locale, expiresAt),
                  time: formatTime(locale, expiresAt),
                })}
              </span>
            </p>
            <form
              method="post"
              action={`${teamInvitationPath(member.coalition.slug, id)}/removal`}
              className="inline small"
            >
              <button type="submit" className="danger" aria-label={say('member.take-back-from', { address: mailbox })}>
                {say('member.take-back')}
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A letter to somebody who is to work here. */
export function InviteForm({ member, partners, state, visit }: Omit<MembersPageProps, 'colleagues' | 'invitations'>) {
  const { say } = visit;
  const isPartner = member.role === 'partner';
  return (
    <section aria-labelledby="invite" className="narrow">
      <h2 id="invite">{say(isPartner ? 'member.invite-colleague' : 'member.invite')}</h2>
      {isPartner && <p>{say('member.invite-colleague.lead')}</p>}
      <form method="post" action={teamMembersPath(member.coalition.slug)} noValidate>
        <PlainInput visit={visit} state={state} name="address" type="email" hint={say('member.address.hint')} />
        {!isPartner && <RoleFields partners={partners} state={state} visit={visit} />}
        <LetterLanguage visit={visit} state={state} />
        <button type="submit">{say('member.send')}</button>
      </form>
      {!isPartner && <RoleMeanings visit={visit} />}
    </section>
  );
}
