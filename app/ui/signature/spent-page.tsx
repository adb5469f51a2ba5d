import type { MessageKey } from '@/lib/i18n/words.ts';
import { type Petition, textFor } from '@/lib/petition/read.ts';
import { openPetitionsPath, resendPath } from '@/lib/urls.ts';
import { ChoiceField, ErrorSummary, TextField } from '../field.tsx';
import { Frame, type Visit } from '../frame.tsx';

export interface ResendForm {
  readonly email: string;
  /** The chosen petition's slug. */
  readonly petition: string;
  readonly problem: Extract<MessageKey, `signature.email.${string}`> | 'resend.petition.missing';
}

interface SpentProps {
  readonly visit: Visit;
  readonly petitions: readonly Petition[];
  readonly form: ResendForm | null;
}

/** One page for every link that leads nowhere, and the form that sends a letter again (VE-06). */
export function SpentPage({ form, petitions, visit }: SpentProps) {
  const { locale, say } = visit;
  const field = form?.problem === 'resend.petition.missing' ? 'petition' : 'email';
  const words = form ? say(form.problem) : undefined;
  return (
    <Frame visit={visit} title={say('spent.title')} hasProblems={form !== null}>
      <div className="narrow">
        {words && <ErrorSummary title={say('form.problems')} problems={[{ field, words }]} />}
        <h1>{say('spent.title')}</h1>
        <p className="lead">{say('spent.lead')}</p>
        {petitions.length > 0 && (
          <form method="post" action={resendPath(locale)} noValidate>
            <h2>{say('resend.title')}</h2>
            <p>{say('resend.lead')}</p>
            <ChoiceField
              id="petition"
              label={say('resend.petition')}
              value={form?.petition ?? ''}
              problem={field === 'petition' ? words : undefined}
            >
              {petitions.map((petition) => (
                <option key={petition.slug} value={petition.slug}>
                  {textFor(petition.text, locale).title}
                </option>
              ))}
            </ChoiceField>
            <TextField
              id="email"
              label={say('signature.email')}
              value={form?.email ?? ''}
              problem={field === 'email' ? words : undefined}
              type="email"
              autoComplete="email"
              direction="ltr"
            />
            <button type="submit">{say('resend.submit')}</button>
          </form>
        )}
        <p className="go">
          <a href={openPetitionsPath(locale)}>{say('spent.list')}</a>
        </p>
      </div>
    </Frame>
  );
}
