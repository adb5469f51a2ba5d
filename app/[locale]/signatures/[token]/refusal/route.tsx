import { NoticePage } from '@/app/ui/frame.tsx';
import { html, seeOther } from '@/app/ui/html.tsx';
import { spentLinkPage } from '@/app/ui/notices.tsx';
import { AskPage, isSure } from '@/app/ui/signature/ask-page.tsx';
import { type TokenCall, type TokenFormCall, tokenDoor, tokenFormDoor } from '@/app/ui/signature/token-door.ts';
import { findByToken } from '@/lib/signature/find.ts';
import { isRefused, liftRefusal, refuseAttempt } from '@/lib/signature/refuse.ts';
import { confirmationPath, liftedPath, openPetitionsPath, refusalPath, signaturePath } from '@/lib/urls.ts';

export const GET = tokenDoor(async (call) => {
  const { request, token, visit } = call;
  if (await isRefused(token)) return showBlock(call);
  const found = await findByToken(token);
  // Whoever confirmed holds the mailbox; leaving the count is what helps now.
  if (found?.kind === 'signature') return seeOther(signaturePath(visit.locale, token));
  return found ? askToRefuse(call, false) : spentLinkPage(request, visit);
});

export const POST = tokenFormDoor((call) => (call.form.values.get('lift') === 'yes' ? lift(call) : refuse(call)));

async function refuse(call: TokenFormCall): Promise<Response> {
  const { form, now, request, token, visit } = call;
  if (!isSure(form)) return askToRefuse(call, true);
  switch (await refuseAttempt(token, await now())) {
    case 'refused':
    case 'already-refused':
      return seeOther(refusalPath(visit.locale, token));
    case 'unknown':
      return spentLinkPage(request, visit);
  }
}

async function lift({ request, token, visit }: TokenFormCall): Promise<Response> {
  switch (await liftRefusal(token)) {
    case 'lifted':
      return seeOther(liftedPath(visit.locale));
    case 'unknown':
      return spentLinkPage(request, visit);
  }
}

function askToRefuse({ request, token, visit }: TokenCall, isUnticked: boolean): Response {
  const { locale, say } = visit;
  const view = (
    <AskPage
      visit={visit}
      title={say('refusal.title')}
      sentence={say('refusal.sentence')}
      action={refusalPath(locale, token)}
      submit={say('refusal.submit')}
      otherwise={{ href: confirmationPath(locale, token), words: say('refusal.back') }}
      box={say('refusal.box')}
      isUnticked={isUnticked}
    />
  );
  return html(request, view, { status: isUnticked ? 422 : 200 });
}

function showBlock({ request, token, visit }: TokenCall): Response {
  const { locale, say } = visit;
  const view = (
    <NoticePage
      visit={visit}
      title={say('refusal.done-title')}
      lead={[say('refusal.done'), say('refusal.lift-lead')]}
      ways={[{ href: openPetitionsPath(locale), words: say('spent.list') }]}
    >
      <form method="post" action={refusalPath(locale, token)}>
        <button className="plain" type="submit" name="lift" value="yes">
          {say('refusal.lift')}
        </button>
      </form>
    </NoticePage>
  );
  return html(request, view);
}
