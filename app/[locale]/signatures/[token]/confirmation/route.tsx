import { html, seeOther } from '@/app/ui/html.tsx';
import { closedPage, spentLinkPage } from '@/app/ui/notices.tsx';
import type { ProblemWords } from '@/app/ui/petition/sign-form.tsx';
import { isSure } from '@/app/ui/signature/ask-page.tsx';
import { ConfirmationPage } from '@/app/ui/signature/confirmation-page.tsx';
import { type TokenCall, type TokenFormCall, tokenDoor, tokenFormDoor } from '@/app/ui/signature/token-door.ts';
import { findPetitionById, type Petition } from '@/lib/petition/read.ts';
import { awaitLinkTicket } from '@/lib/rate-limit/await-ticket.ts';
import { TICKET_FIELD } from '@/lib/rate-limit/proof.ts';
import { linkTicket } from '@/lib/rate-limit/ticket.ts';
import { confirmSignature } from '@/lib/signature/confirm.ts';
import {
  hasCorrections,
  type Problems,
  readCorrections,
  readTyped,
  type Typed,
  typedOf,
} from '@/lib/signature/fields.ts';
import { type FoundAttempt, findByToken } from '@/lib/signature/find.ts';
import { takeOffered } from '@/lib/signature/offered.ts';
import { readAttempt } from '@/lib/signature/read.ts';
import { signaturePath } from '@/lib/urls.ts';

/** Spares each request Next.js's watch for whether it is dynamic: it is (app/ui/door.tsx). */
export const dynamic = 'force-dynamic';

export const GET = tokenDoor((call) => show(call));

export const POST = tokenFormDoor(async (call) => {
  const { form, token, visit } = call;
  const place = await findPlace(call);
  if (place instanceof Response) return place;
  const read = hasCorrections(form) ? readCorrections(form) : { corrections: undefined };
  const problems = 'problems' in read ? sayProblems(call, read.problems) : {};
  if (!isSure(form)) return ask(call, place, { ...problems, sure: sayUnticked(call) });
  if ('problems' in read) return ask(call, place, problems);
  // A page that was never opened has no ticket, and what pressed its button was nobody (VE-02).
  const ticket = form.values.get(TICKET_FIELD) ?? '';
  if ((await awaitLinkTicket(ticket, token, await call.now())) !== 'good') return ask(call, place, {});
  const { corrections } = read;
  const consents = corrections && takeOffered(place.petition, corrections.consents, place.found.partnerId);
  switch (await confirmSignature(token, corrections && consents && { ...corrections, consents })) {
    case 'confirmed':
    case 'already-confirmed':
      return seeOther(signaturePath(visit.locale, token));
    case 'closed':
    case 'unknown':
      return show(call);
  }
});

interface Place {
  readonly found: FoundAttempt;
  readonly petition: Petition;
}

/** Shows the question, or where the link leads instead. Changes nothing (VE-01). */
async function show(call: TokenCall): Promise<Response> {
  const place = await findPlace(call);
  return place instanceof Response ? place : ask(call, place);
}

/** The attempt behind the link, or the page of a link that leads elsewhere. */
async function findPlace({ request, token, visit }: TokenCall): Promise<Place | Response> {
  const found = await findByToken(token);
  const petition = found && (await findPetitionById(found.petitionId));
  if (!petition) return spentLinkPage(request, visit);
  if (found.kind === 'signature') return seeOther(signaturePath(visit.locale, token));
  return found.tooLate ? closedPage(request, visit, petition.slug, true) : { found, petition };
}

/** Asks, for the first time or, with problems, again; then with what was typed here. */
async function ask(call: TokenCall | TokenFormCall, place: Place, problems?: ProblemWords): Promise<Response> {
  const { request, token, visit } = call;
  const { found, petition } = place;
  const isAgain = 'form' in call && hasCorrections(call.form);
  const typed: Typed = isAgain ? readTyped(call.form) : typedOf(await readAttempt(found));
  const ticket = linkTicket(token, await call.now());
  const { partnerId } = found;
  const view = <ConfirmationPage {...{ partnerId, petition, ticket, token, typed, visit }} problems={problems ?? {}} />;
  return html(request, view, { status: problems ? 422 : 200 });
}

const sayProblems = ({ visit }: TokenCall, problems: Problems): Record<string, string> =>
  Object.fromEntries(Object.entries(problems).map(([field, key]) => [field, visit.say(key)]));

const sayUnticked = ({ visit: { say } }: TokenCall) => say('form.unticked', { box: say('confirmation.box') });
