import { html, seeOther } from '@/app/ui/html.tsx';
import { spentLinkPage } from '@/app/ui/notices.tsx';
import { AskPage, isSure } from '@/app/ui/signature/ask-page.tsx';
import { type TokenCall, tokenDoor, tokenFormDoor } from '@/app/ui/signature/token-door.ts';
import { eraseDetails } from '@/lib/signature/erase.ts';
import { findByToken } from '@/lib/signature/find.ts';
import { erasurePath, signaturePath } from '@/lib/urls.ts';

export const GET = tokenDoor((call) => ask(call, false));

export const POST = tokenFormDoor(async (call) => {
  if (!isSure(call.form)) return ask(call, true);
  const { request, token, visit } = call;
  switch (await eraseDetails(token)) {
    case 'erased':
      return seeOther(signaturePath(visit.locale, token));
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
      title={say('erasure.title')}
      sentence={say('erasure.sentence')}
      box={say('erasure.box')}
      isUnticked={isUnticked}
      action={erasurePath(locale, token)}
      submit={say('erasure.submit')}
      otherwise={{ href: signaturePath(locale, token), words: say('erasure.keep') }}
    />
  );
  return html(request, view, { status: isUnticked ? 422 : 200 });
}
