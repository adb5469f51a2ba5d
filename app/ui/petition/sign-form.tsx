import { listCountries } from '@/lib/i18n/countries.ts';
import type { MessageKey } from '@/lib/i18n/words.ts';
import { isOffered, type Petition } from '@/lib/petition/read.ts';
import type { Typed } from '@/lib/signature/fields.ts';
import { readDisplay } from '@/lib/signature/shown-name.ts';
import { aboutPath, signaturesPath } from '@/lib/urls.ts';
import { Box, ChoiceField, TextField } from '../field.tsx';
import type { Visit } from '../frame.tsx';
import { DisplayField } from './display-field.tsx';

export type ProblemWords = { readonly [field: string]: string };

interface SignFormProps {
  readonly visit: Visit;
  readonly petition: Petition;
  readonly typed: Typed;
  readonly problems: ProblemWords;
  /** Set on a partner's page and behind a partner's share link. */
  readonly partnerName: string | null;
}

/** The one form. It posts to a plain URL, without script, and comes back with everything kept. */
export function SignForm({ partnerName, petition, problems, typed, visit }: SignFormProps) {
  const { locale, say } = visit;
  const text = (id: 'name' | 'email', label: MessageKey, hint: MessageKey) => ({
    id,
    label: say(label),
    hint: say(hint),
    problem: problems[id],
    value: typed[id],
  });
  const mode = petition.privacyMode;
  const asksDetails = mode !== 'count-only';
  return (
    <form id="sign" method="post" action={signaturesPath(locale, petition.slug)} noValidate>
      <p>{say('signature.before')}</p>
      <p className="soft">{say(`mode.note.${mode}`)}</p>
      {asksDetails && (
        <TextField
          {...text('name', 'signature.name', nameHint(petition))}
          type="text"
          autoComplete="name"
          direction="auto"
        />
      )}
      <TextField
        {...text('email', 'signature.email', emailHints[mode])}
        type="email"
        autoComplete="email"
        direction="ltr"
      />
      {asksDetails && <CountryField {...{ problems, typed, visit }} />}
      {mode === 'public' && <DisplayField chosen={readDisplay(typed.display)} visit={visit} />}
      {asksDetails && <Consents {...{ partnerName, petition, typed, visit }} />}
      {typed.partner && <input type="hidden" name="partner" value={typed.partner} />}
      {typed.share && <input type="hidden" name="share" value={typed.share} />}
      <p className="note soft">
        {say('signature.caution')} <a href={aboutPath(locale, 'privacy')}>{say('signature.privacy')}</a>
      </p>
      <button type="submit">{say('signature.submit')}</button>
    </form>
  );
}

const emailHints = {
  public: 'signature.email.hint',
  private: 'signature.email.hint',
  sealed: 'signature.email.hint.sealed',
  'count-only': 'signature.email.hint.count-only',
} as const;

function nameHint(petition: Petition): MessageKey {
  if (petition.privacyMode === 'sealed') return 'signature.name.hint.sealed';
  if (petition.privacyMode === 'public') return 'signature.name.hint.public';
  return isOffered(petition, 'deliver') ? 'signature.name.hint' : 'signature.name.hint.team-alone';
}

function CountryField({ problems, typed, visit }: Pick<SignFormProps, 'problems' | 'typed' | 'visit'>) {
  const { locale, say } = visit;
  return (
    <ChoiceField
      id="country"
      label={say('signature.country')}
      problem={problems.country}
      value={typed.country}
      autoComplete="country"
    >
      <option value="">{say('signature.country.none')}</option>
      {listCountries(locale).map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </ChoiceField>
  );
}

/** The boxes that this petition offers, none of them ticked for anybody. */
function Consents({ partnerName, petition, typed, visit }: Omit<SignFormProps, 'problems'>) {
  const { say } = visit;
  const writer = isOffered(petition, 'partner-updates') ? partnerName : null;
  if (!isOffered(petition, 'deliver') && !isOffered(petition, 'updates') && !writer) return null;
  return (
    <fieldset>
      <legend>{say('signature.consents')}</legend>
      {isOffered(petition, 'deliver') && (
        <Box
          id="deliver"
          isTicked={typed.deliver === 'yes'}
          label={say('signature.deliver')}
          hint={say('signature.deliver.hint')}
        />
      )}
      {isOffered(petition, 'updates') && (
        <Box id="updates" isTicked={typed.updates === 'yes'} label={say('signature.updates')} />
      )}
      {writer && (
        <Box
          id="partner_updates"
          isTicked={typed.partner_updates === 'yes'}
          label={say('signature.partner-updates', { partner: writer })}
        />
      )}
    </fieldset>
  );
}
