import { listCountries } from '@/lib/i18n/countries.ts';
import { isOffered, type Petition } from '@/lib/petition/read.ts';
import { TRAP_FIELD, type Typed } from '@/lib/signature/fields.ts';
import { aboutPath, signaturesPath } from '@/lib/urls.ts';
import { Box, ChoiceField, TextField } from '../field.tsx';
import type { Visit } from '../frame.tsx';

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
  return (
    <form id="sign" method="post" action={signaturesPath(locale, petition.slug)} noValidate>
      <p>{say('signature.before')}</p>
      <NameField {...{ petition, problems, typed, visit }} />
      <TextField
        id="email"
        label={say('signature.email')}
        hint={say('signature.email.hint')}
        problem={problems.email}
        value={typed.email}
        type="email"
        autoComplete="email"
        direction="ltr"
      />
      {(problems.email_anyway || typed.email_anyway) && (
        <Box
          id="email_anyway"
          isTicked={typed.email_anyway === 'yes'}
          label={say('signature.email-anyway')}
          problem={problems.email_anyway}
        />
      )}
      <CountryField {...{ problems, typed, visit }} />
      <Consents {...{ partnerName, petition, typed, visit }} />
      <div hidden>
        <label htmlFor={TRAP_FIELD}>{say('signature.trap')}</label>
        <input id={TRAP_FIELD} name={TRAP_FIELD} tabIndex={-1} autoComplete="off" />
      </div>
      {typed.partner && <input type="hidden" name="partner" value={typed.partner} />}
      {typed.share && <input type="hidden" name="share" value={typed.share} />}
      <p className="note soft">
        {say('signature.caution')} <a href={aboutPath(locale, 'privacy')}>{say('signature.privacy')}</a>
      </p>
      <button type="submit">{say('signature.submit')}</button>
    </form>
  );
}

type FieldsProps = Pick<SignFormProps, 'problems' | 'typed' | 'visit'>;

export function NameField({ petition, problems, typed, visit }: FieldsProps & Pick<SignFormProps, 'petition'>) {
  const { say } = visit;
  const hint = isOffered(petition, 'deliver') ? 'signature.name.hint' : 'signature.name.hint.team-alone';
  return (
    <TextField
      id="name"
      label={say('signature.name')}
      hint={say(hint)}
      problem={problems.name}
      value={typed.name}
      type="text"
      autoComplete="name"
      direction="auto"
    />
  );
}

export function CountryField({ problems, typed, visit }: FieldsProps) {
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
export function Consents({ partnerName, petition, typed, visit }: Omit<SignFormProps, 'problems'>) {
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
