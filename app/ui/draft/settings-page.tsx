import type { SettingName, TypedSettings } from '@/lib/draft/settings/fields.ts';
import { offerField } from '@/lib/draft/settings/fields.ts';
import type { SampleLetter } from '@/lib/draft/settings/letter.ts';
import type { Member } from '@/lib/team/members.ts';
import { teamPetitionPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import { TeamFrame } from '../team/team-frame.tsx';
import { nameLanguage } from './names.ts';
import { SettingsForm } from './settings-form.tsx';

export interface SettingsPageProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly petition: { readonly slug: string; readonly title: string };
  readonly typed: TypedSettings;
  readonly revision: number;
  readonly problems: { readonly [name in SettingName]?: string };
  /** What a colleague saved meanwhile. */
  readonly theirs: TypedSettings | null;
  readonly isSaved: boolean;
  readonly isPublished: boolean;
  /** Intake has ended: its date is changed by reopening alone. */
  readonly isOver: boolean;
  readonly partners: number;
  readonly letters: readonly SampleLetter[];
}

export function SettingsPage(props: SettingsPageProps) {
  const { isPublished, isSaved, member, petition, problems, theirs, visit } = props;
  const { say } = visit;
  const shown = Object.entries(problems).map(([field, words]) => ({ field: anchors[field] ?? field, words }));
  return (
    <TeamFrame
      {...{ visit, member, petition }}
      tab="/team/[coalition]/petitions/[petition]/settings"
      title={say('settings.title')}
      problems={shown}
    >
      {isSaved && (
        <p className="done" role="status">
          {say('team.saved')}
        </p>
      )}
      {isPublished && <p className="note">{say('settings.published')}</p>}
      {theirs ? (
        <div className="pair">
          <SettingsForm {...props} action={`${teamPetitionPath(member.coalition.slug, petition.slug)}/settings`} />
          <Theirs {...props} theirs={theirs} />
        </div>
      ) : (
        <div className="narrow">
          <SettingsForm {...props} action={`${teamPetitionPath(member.coalition.slug, petition.slug)}/settings`} />
        </div>
      )}
    </TeamFrame>
  );
}

/** Where a problem's link leads when its field is a group. */
const anchors: { readonly [field: string]: string } = {
  privacy_mode: 'privacy_mode_private',
  letter_wording: 'letter_wording_plain',
  consents_offered: offerField('deliver'),
};

/** What stands saved, beside what was typed. */
function Theirs({ theirs, typed, visit }: SettingsPageProps & { theirs: TypedSettings }) {
  const { locale, say } = visit;
  const none = say('settings.none');
  const offered = theirs.consents_offered.split(',').filter(Boolean);
  const facts: readonly (readonly [name: SettingName, words: string])[] = [
    ['goal_steps', theirs.goal_steps],
    ['closes_at', theirs.closes_at ? `${theirs.closes_at.replace('T', ' ')} UTC` : none],
    ['privacy_mode', say(`settings.mode.${theirs.privacy_mode as 'private'}`)],
    ['consents_offered', offered.map((kind) => say(`settings.consent.${kind as 'deliver'}`)).join('; ') || none],
    ['letter_wording', say(`settings.wording.${theirs.letter_wording as 'plain'}`)],
    ['partners_needed', theirs.partners_needed],
    ['source_language', nameLanguage(locale, theirs.source_language)],
  ];
  return (
    <section className="alarm" role="alert" aria-labelledby="theirs">
      <h2 id="theirs">{say('settings.conflict.title')}</h2>
      <p>{say('settings.conflict.lead')}</p>
      <dl className="facts">
        {facts.map(([name, words]) => (
          <div className="fact" key={name}>
            <dt>{say(`settings.${name}`)}</dt>
            <dd>{theirs[name] === typed[name] ? words : <ins>{words}</ins>}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
