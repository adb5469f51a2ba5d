import { pickText } from '@/lib/i18n/format.ts';
import { type Petition, textFor } from '@/lib/petition/read.ts';
import { TICKET_FIELD } from '@/lib/rate-limit/proof.ts';
import type { Typed } from '@/lib/signature/fields.ts';
import { readDisplay } from '@/lib/signature/shown-name.ts';
import type { Token } from '@/lib/token.ts';
import { confirmationPath, refusalPath } from '@/lib/urls.ts';
import { Box, ErrorSummary } from '../field.tsx';
import { Frame, type Visit } from '../frame.tsx';
import { DisplayField } from '../petition/display-field.tsx';
import { Consents, CountryField, NameField, type ProblemWords } from '../petition/sign-form.tsx';

interface ConfirmationProps {
  readonly visit: Visit;
  readonly token: Token;
  readonly petition: Petition;
  readonly partnerId: string | null;
  /** What was typed with the form, or here; null where the petition's mode keeps the site from reading it. */
  readonly typed: Typed | null;
  readonly problems: ProblemWords;
  /** Says since when the page is open (VE-02). */
  readonly ticket: string;
}

/**
 * Asks the mailbox's owner, and shows what was entered in the form's own fields: anybody can type anybody's address,
 * so its owner has the last word on all of it (SA-12). Opening the page changes nothing; only box and button act.
 */
export function ConfirmationPage({ partnerId, petition, problems, ticket, token, typed, visit }: ConfirmationProps) {
  const { locale, say } = visit;
  const partner = petition.partners.find(({ id }) => id === partnerId);
  const partnerName = partner ? pickText(partner.name, locale).text : null;
  const found = Object.entries(problems).map(([field, words]) => ({ field, words }));
  return (
    <Frame visit={visit} title={say('confirmation.title')} hasProblems={found.length > 0}>
      <div className="narrow">
        {found.length > 0 && <ErrorSummary title={say('form.problems')} problems={found} />}
        <h1>{say('confirmation.title')}</h1>
        <p className="lead">{say('confirmation.sentence', { title: textFor(petition.text, locale).title })}</p>
        <form method="post" action={confirmationPath(locale, token)} noValidate>
          {typed ? (
            <Corrections {...{ partnerName, petition, problems, typed, visit }} />
          ) : (
            <p>{say(petition.privacyMode === 'count-only' ? 'confirmation.count-only' : 'confirmation.sealed')}</p>
          )}
          <input type="hidden" name={TICKET_FIELD} value={ticket} />
          {/* The one box that must be ticked does not stand among those that need not be. */}
          <hr />
          <Box id="sure" isTicked={false} label={say('confirmation.box')} problem={problems.sure} />
          <p className="go">
            <button type="submit">{say('confirmation.submit')}</button>
            <a href={refusalPath(locale, token)}>{say('confirmation.refuse')}</a>
          </p>
        </form>
      </div>
    </Frame>
  );
}

type CorrectionsProps = Pick<ConfirmationProps, 'petition' | 'problems' | 'visit'> & {
  readonly partnerName: string | null;
  readonly typed: Typed;
};

function Corrections({ partnerName, petition, problems, typed, visit }: CorrectionsProps) {
  const { say } = visit;
  return (
    <>
      <h2>{say('confirmation.typed')}</h2>
      <p className="soft">{say('confirmation.correct')}</p>
      <NameField {...{ petition, problems, typed, visit }} />
      <CountryField {...{ problems, typed, visit }} />
      {petition.privacyMode === 'public' && <DisplayField chosen={readDisplay(typed.display)} visit={visit} />}
      <Consents {...{ partnerName, petition, typed, visit }} />
    </>
  );
}
