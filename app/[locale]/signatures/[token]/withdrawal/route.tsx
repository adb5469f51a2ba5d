import { html, seeOther } from '@/app/ui/html.tsx';
import { spentLinkPage } from '@/app/ui/notices.tsx';
import { AskPage, isSure } from '@/app/ui/signature/ask-page.tsx';
import { type TokenCall, tokenDoor, tokenFormDoor } from '@/app/ui/signature/token-door.ts';
import { findPetitionById } from '@/lib/petition/read.ts';
import { findByToken } from '@/lib/signature/find.ts';
import { withdrawSignature } from '@/lib/signature/withdraw.ts';
import { signaturePath, withdrawalPath, withdrawnPath } from '@/lib/urls.ts';

export const GET = tokenDoor((call) => ask(call, false));

export const POST = tokenFormDoor(async (call) => {
  if (!isSure(call.form)) return ask(call, true);
  const { request, token, visit } = call;
  // Afterwards the token leads nowhere, so the way back to the petition is looked up first.
  const found = await findByToken(token);
  const petition = found && (await findPetitionById(found.petitionId));
  if (!petition) return spentLinkPage(request, visit);
  switch (await withdrawSignature(token)) {
    case 'withdrawn':
      return seeOther(withdrawnPath(visit.locale, petition.slug));
    case 'unknown':
      return spentLinkPage(request, visit);
  }
});

async function ask({ request, token, visit }: TokenCall, isUnticked: boolean): Promise<Response> {
  const found = await findByToken(token);
  if (found?.kind !== 'signature') return spentLinkPage(request, visit);
  const { locale, say } = visit;
  const view = (
    <AskPage
      visit={visit}
      title={say('withdrawal.title')}
      sentence={say('withdrawal.sentence')}
      box={say('withdrawal.box')}
      isUnticked={isUnticked}
      action={withdrawalPath(locale, token)}
      submit={say('withdrawal.submit')}
      otherwise={{ href: signaturePath(locale, token), words: say('withdrawal.keep') }}
    />
  );
  return html(request, view, { status: isUnticked ? 422 : 200 });
}
