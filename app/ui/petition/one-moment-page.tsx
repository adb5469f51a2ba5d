import type { Petition } from '@/lib/petition/read.ts';
import { waitOf } from '@/lib/rate-limit/judge.ts';
import { earlyTicket, TICKET_FIELD, WORK_FIELD } from '@/lib/rate-limit/proof.ts';
import type { Source } from '@/lib/rate-limit/source.ts';
import { petitionTicket, secondsOfTicket } from '@/lib/rate-limit/ticket.ts';
import { askForWork } from '@/lib/rate-limit/work.ts';
import type { FormCall } from '../door.tsx';
import { ErrorSummary } from '../field.tsx';
import { Frame, type Visit } from '../frame.tsx';
import { html } from '../html.tsx';

/** The form that goes on: where to, and with what. */
interface KeptAnswers {
  readonly action: string;
  readonly typed: Readonly<Record<string, string>>;
}

/**
 * Asks whoever comes from a busy source for proof: with script the browser works for a second and goes on by itself,
 * without script a button appears after a wait. Everything typed travels along; nothing is saved yet.
 */
export async function showOneMoment(
  call: FormCall,
  petition: Petition,
  source: Source,
  { action, typed }: KeptAnswers,
): Promise<Response> {
  const { form, request, visit } = call;
  const now = await call.now();
  const early = earlyTicket(form, petition.id, now);
  const seconds = early ? secondsOfTicket(early) : waitOf(source);
  const ticket = early ?? petitionTicket(petition.id, seconds, now);
  const challenge = JSON.stringify(await askForWork(petition.id, now));
  const view = <OneMomentPage {...{ action, challenge, seconds, ticket, typed, visit }} isEarly={early !== null} />;
  return html(request, view, { status: 422 });
}

interface OneMomentProps {
  readonly visit: Visit;
  readonly action: string;
  readonly typed: Readonly<Record<string, string>>;
  readonly ticket: string;
  /** For the script, as JSON. */
  readonly challenge: string;
  readonly seconds: number;
  readonly isEarly: boolean;
}

function OneMomentPage({ action, challenge, isEarly, seconds, ticket, typed, visit }: OneMomentProps) {
  const { say } = visit;
  const kept = { ...typed, [TICKET_FIELD]: ticket, [WORK_FIELD]: '' };
  return (
    <Frame visit={visit} title={say('moment.title')} hasProblems={isEarly} script="/proof.js">
      <div className="narrow">
        {isEarly && (
          <ErrorSummary title={say('form.problems')} problems={[{ field: '', words: say('moment.early') }]} />
        )}
        <h1>{say('moment.title')}</h1>
        <p className="lead">{say('moment.lead')}</p>
        <form id="proof" method="post" action={action} data-challenge={challenge}>
          {Object.entries(kept).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <p data-wait>{say('moment.wait', { seconds, button: say('moment.submit') })}</p>
          <p data-work hidden>
            {say('moment.work')}
          </p>
          <p className={`in${seconds}`}>
            <button type="submit">{say('moment.submit')}</button>
          </p>
        </form>
      </div>
    </Frame>
  );
}
