import type { PartnerState } from '@/lib/coalition/partner/list.ts';
import { pickText } from '@/lib/i18n/format.ts';
import type { MessageKey } from '@/lib/i18n/words.ts';
import type { Member } from '@/lib/team/members.ts';
import type { TeamPartner } from '@/lib/team/places.ts';
import { teamMembersPath, teamPartnerPath, teamPartnersPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import { type FormState, listProblems, SaveFrom } from '../languages/fields-view.tsx';
import { LanguageFields } from '../languages/language-fields.tsx';
import { TeamFrame } from '../team/team-frame.tsx';

interface PartnerPageProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly partner: TeamPartner;
  readonly standing: PartnerState;
  readonly state: FormState;
  readonly note?: MessageKey | undefined;
}

/** One partner: what it says of itself, and what can be done with it. */
export function PartnerPage({ member, note, partner, standing, state, visit }: PartnerPageProps) {
  const { say } = visit;
  const { slug } = member.coalition;
  return (
    <TeamFrame
      visit={visit}
      member={member}
      tab="/team/[coalition]/partners"
      title={pickText(partner.name, visit.locale).text}
      problems={listProblems(say, state)}
    >
      {note && (
        <p className="done" role="status">
          {say(note)}
        </p>
      )}
      <div className="pair">
        <form method="post" action={teamPartnerPath(slug, partner.slug)} noValidate>
          <SaveFrom visit={visit} state={state} />
          <p>{say('coalition.one-language')}</p>
          <LanguageFields visit={visit} state={state} fields={[{ name: 'name' }, { name: 'about', isLong: true }]} />
          <p className="go">
            <button type="submit">{say('team.save')}</button>
            <a href={teamPartnersPath(slug)}>{say('partner.all')}</a>
          </p>
        </form>
        <section className="card" aria-labelledby="standing">
          <h2 id="standing">
            {say('partner.standing')} <span className="stamp">{say(`partner.state.${standing}`)}</span>
          </h2>
          <p>{say(`partner.state.${standing}.lead`)}</p>
          <Ways member={member} partner={partner} standing={standing} visit={visit} />
        </section>
      </div>
    </TeamFrame>
  );
}

type WaysProps = Pick<PartnerPageProps, 'member' | 'partner' | 'standing' | 'visit'>;

function Ways({ member, partner, standing, visit: { say } }: WaysProps) {
  const { slug } = member.coalition;
  const own = teamPartnerPath(slug, partner.slug);
  const isOwner = member.role === 'owner';
  const isHere = standing === 'lead' || standing === 'joined';
  const ways: [MessageKey, string][] = [];
  if (isOwner && standing === 'joined') ways.push(['partner.way.lead', `${own}/lead`]);
  // Once a partner is here, its own people bring their colleagues (lib/team/voice.ts).
  if (isOwner && !isHere && standing !== 'left') {
    ways.push(['partner.way.ask-again', `${teamMembersPath(slug)}?role=partner&partner=${partner.slug}#invite`]);
  }
  if (!isOwner && isHere) ways.push(['partner.way.person', `${teamMembersPath(slug)}#invite`]);
  if (standing === 'joined') ways.push([isOwner ? 'partner.way.remove' : 'partner.way.leave', `${own}/leaving`]);
  if (isOwner && !isHere && standing !== 'left') ways.push(['partner.way.take-back', `${own}/leaving`]);
  return (
    <ul>
      {ways.map(([key, href]) => (
        <li key={key}>
          <a href={href}>{say(key)}</a>
        </li>
      ))}
    </ul>
  );
}
