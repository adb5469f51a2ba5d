import { html, seeOther } from '@/app/ui/html.tsx';
import { closedPage, spentLinkPage } from '@/app/ui/notices.tsx';
import { AskPage, isSure } from '@/app/ui/signature/ask-page.tsx';
import { type TokenCall, tokenDoor, tokenFormDoor } from '@/app/ui/signature/token-door.ts';
import { TypedList } from '@/app/ui/signature/typed-list.tsx';
import { pickText } from '@/lib/i18n/format.ts';
import { findPetitionById, textFor } from '@/lib/petition/read.ts';
import { confirmSignature } from '@/lib/signature/confirm.ts';
import { findByToken } from '@/lib/signature/find.ts';
import { readAttempt } from '@/lib/signature/read.ts';
import { confirmationPath, refusalPath, signaturePath } from '@/lib/urls.ts';

/** Spares each request Next.js's watch for whether it is dynamic: it is (app/ui/door.tsx). */
export const dynamic = 'force-dynamic';

export const GET = tokenDoor((call) => ask(call, false));

export const POST = tokenFormDoor(async (call) => {
  if (!isSure(call.form)) return ask(call, true);
  switch (await confirmSignature(call.token)) {
    case 'confirmed':
    case 'already-confirmed':
      return seeOther(signaturePath(call.visit.locale, call.token));
    case 'closed':
    case 'unknown':
      return ask(call, false);
  }
});

/** Shows the question, or where the link leads instead. Changes nothing (VE-01). */
async function ask({ request, token, visit }: TokenCall, isUnticked: boolean): Promise<Response> {
  const found = await findByToken(token);
  const petition = found && (await findPetitionById(found.petitionId));
  if (!petition) return spentLinkPage(request, visit);
  if (found.kind === 'signature') return seeOther(signaturePath(visit.locale, token));
  if (found.tooLate) return closedPage(request, visit, petition.slug, true);
  const { locale, say } = visit;
  const typed = await readAttempt(found);
  const partner = petition.partners.find(({ id }) => id === found.partnerId);
  const view = (
    <AskPage
      visit={visit}
      title={say('confirmation.title')}
      sentence={say('confirmation.sentence', { title: textFor(petition.text, locale).title })}
      action={confirmationPath(locale, token)}
      submit={say('confirmation.submit')}
      otherwise={{ href: refusalPath(locale, token), words: say('confirmation.refuse') }}
      box={say('confirmation.box')}
      isUnticked={isUnticked}
    >
      {typed ? (
        <TypedList visit={visit} typed={typed} partnerName={partner ? pickText(partner.name, locale).text : null} />
      ) : (
        <p>{say(found.mode === 'sealed' ? 'confirmation.sealed' : 'confirmation.count-only')}</p>
      )}
    </AskPage>
  );
  return html(request, view, { status: isUnticked ? 422 : 200 });
}
