import { consentsOffered, letterWordings, offerField, privacyModes } from '@/lib/draft/settings/fields.ts';
import { directionOf, localeNames, locales } from '@/lib/i18n/locales.ts';
import { mayRead } from '@/lib/team/rules.ts';
import { sealingPath, teamPetitionPath } from '@/lib/urls.ts';
import { Box, ChoiceField, TextField } from '../field.tsx';
import { nameLanguage } from './names.ts';
import type { SettingsPageProps } from './settings-page.tsx';

export function SettingsForm(props: SettingsPageProps & { action: string }) {
  const { action, isOver, isPublished, partners, revision, theirs, typed, visit } = props;
  const { say } = visit;
  return (
    <form method="post" action={action} noValidate>
      <input type="hidden" name="settings_revision" value={revision} />
      <TextField {...fieldOf(props, 'goal_steps')} type="text" direction="ltr" hint={say('settings.goal_steps.hint')} />
      {isOver ? (
        <p className="field">
          <strong>{say('settings.closes_at')}</strong>
          <span className="hint">{say('settings.closes_at.over')}</span>
          <input type="hidden" name="closes_at" value={typed.closes_at} />
        </p>
      ) : (
        <TextField
          {...fieldOf(props, 'closes_at')}
          type="datetime-local"
          direction="ltr"
          hint={say('settings.closes_at.hint')}
        />
      )}
      <Modes {...props} />
      <fieldset className="group">
        <legend>{say('settings.consents_offered')}</legend>
        <p className="hint">{say('settings.consents_offered.hint')}</p>
        {consentsOffered.map((consent) => (
          <Box
            key={consent}
            id={offerField(consent)}
            isTicked={typed.consents_offered.split(',').includes(consent)}
            label={say(`settings.consent.${consent}`)}
          />
        ))}
      </fieldset>
      <Wordings {...props} />
      <TextField
        {...fieldOf(props, 'partners_needed')}
        type="number"
        hint={say('settings.partners_needed.hint', { count: partners })}
      />
      <ChoiceField {...fieldOf(props, 'source_language')} hint={say('settings.source_language.hint')}>
        {locales.map((language) => (
          <option key={language} value={language} lang={language}>
            {localeNames[language]}
          </option>
        ))}
      </ChoiceField>
      {isPublished && <p className="soft">{say('settings.at-once')}</p>}
      <p className="go">
        <button type="submit">{say(theirs ? 'settings.save-mine' : 'team.save')}</button>
      </p>
    </form>
  );
}

const fieldOf = (
  { problems, typed, visit }: SettingsPageProps,
  name: 'goal_steps' | 'closes_at' | 'partners_needed' | 'source_language',
) => ({ id: name, label: visit.say(`settings.${name}`), problem: problems[name], value: typed[name] });

/** What each mode keeps of a signer. After publication the choice is fixed. */
function Modes({ isPublished, member, petition, problems, typed, visit }: SettingsPageProps) {
  const { say } = visit;
  const mayKeep = mayRead('/team/[coalition]/petitions/[petition]/sealing', member.role);
  return (
    <fieldset className="group">
      <legend>{say('settings.privacy_mode')}</legend>
      <p className="hint">{say(isPublished ? 'settings.privacy_mode.stands' : 'settings.privacy_mode.hint')}</p>
      {problems.privacy_mode && <span className="wrong">{problems.privacy_mode}</span>}
      {privacyModes.map((mode) => (
        <div className="box" key={mode}>
          <input
            type="radio"
            id={`privacy_mode_${mode}`}
            name="privacy_mode"
            value={mode}
            defaultChecked={typed.privacy_mode === mode}
            disabled={isPublished && typed.privacy_mode !== mode}
            aria-describedby={`privacy_mode_${mode}-hint`}
          />
          <div>
            <label htmlFor={`privacy_mode_${mode}`}>{say(`settings.mode.${mode}`)}</label>
            <span className="hint" id={`privacy_mode_${mode}-hint`}>
              {say(`settings.mode.${mode}.hint`)}
            </span>
          </div>
        </div>
      ))}
      {isPublished && (typed.privacy_mode === 'public' || typed.privacy_mode === 'private') && (
        <p className="soft">{say('privacy.tighten.others')}</p>
      )}
      {isPublished && typed.privacy_mode === 'public' && mayKeep && (
        <p>
          <a href={`${teamPetitionPath(member.coalition.slug, petition.slug)}/privacy`}>{say('privacy.tighten')}</a>
        </p>
      )}
      {typed.privacy_mode === 'sealed' && mayKeep && (
        <p>
          <a href={sealingPath(member.coalition.slug, petition.slug)}>{say('sealing.title')}</a>
        </p>
      )}
    </fieldset>
  );
}

/** The wordings of the confirmation letter, each with the whole letter in every language. */
function Wordings({ letters, problems, typed, visit }: SettingsPageProps) {
  const { locale, say } = visit;
  const ordered = [...locales].sort((one, other) => Number(other === locale) - Number(one === locale));
  return (
    <fieldset className="group">
      <legend>{say('settings.letter_wording')}</legend>
      <p className="hint">{say('settings.letter_wording.hint')}</p>
      {problems.letter_wording && <span className="wrong">{problems.letter_wording}</span>}
      {letterWordings.map((wording) => (
        <div key={wording}>
          <div className="box">
            <input
              type="radio"
              id={`letter_wording_${wording}`}
              name="letter_wording"
              value={wording}
              defaultChecked={typed.letter_wording === wording}
            />
            <label htmlFor={`letter_wording_${wording}`}>{say(`settings.wording.${wording}`)}</label>
          </div>
          <details className="sample">
            <summary>{say('settings.letter.read')}</summary>
            {ordered.map((language) => {
              const letter = letters.find((one) => one.wording === wording && one.language === language);
              return (
                letter && (
                  <details key={language} name={`letter-${wording}`} open={language === locale}>
                    <summary>{nameLanguage(locale, language)}</summary>
                    <div className="letter" lang={language} dir={directionOf(language)}>
                      <strong>{letter.subject}</strong>
                      {'\n\n'}
                      {letter.text}
                    </div>
                  </details>
                )
              );
            })}
          </details>
        </div>
      ))}
    </fieldset>
  );
}
