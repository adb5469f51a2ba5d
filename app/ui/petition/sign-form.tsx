import { listCountries } from '@/lib/i18n/countries.ts';
import type { MessageKey } from '@/lib/i18n/words.ts';
import type { Typed } from '@/lib/signature/fields.ts';
import { aboutPath, signaturesPath } from '@/lib/urls.ts';
import { Box, ChoiceField, TextField } from '../field.tsx';
import type { Visit } from '../frame.tsx';

export type ProblemWords = { readonly [field: string]: string };

interface SignFormProps {
  readonly visit: Visit;
  readonly slug: string;
  readonly typed: Typed;
  readonly problems: ProblemWords;
  /** Set on a partner's page and behind a partner's share link. */
  readonly partnerName: string | null;
}

/** The one form. It posts to a plain URL, without script, and comes back with everything kept. */
export function SignForm({ partnerName, problems, slug, typed, visit }: SignFormProps) {
  const { locale, say } = visit;
  const text = (id: 'name' | 'email', label: MessageKey, hint: MessageKey) => ({
    id,
    label: say(label),
    hint: say(hint),
    problem: problems[id],
    value: typed[id],
  });
  return (
    <form id="sign" method="post" action={signaturesPath(locale, slug)} noValidate>
      <p>{say('signature.before')}</p>
      <TextField
        {...text('name', 'signature.name', 'signature.name.hint')}
        type="text"
        autoComplete="name"
        direction="auto"
      />
      <TextField
        {...text('email', 'signature.email', 'signature.email.hint')}
        type="email"
        autoComplete="email"
        direction="ltr"
      />
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
      <fieldset>
        <legend>{say('signature.consents')}</legend>
        <Box
          id="deliver"
          isTicked={typed.deliver === 'yes'}
          label={say('signature.deliver')}
          hint={say('signature.deliver.hint')}
        />
        <Box id="updates" isTicked={typed.updates === 'yes'} label={say('signature.updates')} />
        {partnerName && (
          <Box
            id="partner_updates"
            isTicked={typed.partner_updates === 'yes'}
            label={say('signature.partner-updates', { partner: partnerName })}
          />
        )}
      </fieldset>
      {typed.partner && <input type="hidden" name="partner" value={typed.partner} />}
      {typed.share && <input type="hidden" name="share" value={typed.share} />}
      <p className="note soft">
        {say('signature.caution')} <a href={aboutPath(locale, 'privacy')}>{say('signature.privacy')}</a>
      </p>
      <button type="submit">{say('signature.submit')}</button>
    </form>
  );
}
