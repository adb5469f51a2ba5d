import { html, seeOther } from '@/app/ui/html.tsx';
import { spentLinkPage } from '@/app/ui/notices.tsx';
import { AskPage } from '@/app/ui/signature/ask-page.tsx';
import { tokenDoor, tokenFormDoor } from '@/app/ui/signature/token-door.ts';
import { eraseDetails } from '@/lib/signature/erase.ts';
import { findByToken } from '@/lib/signature/find.ts';
import { erasurePath, signaturePath } from '@/lib/urls.ts';

export const GET = tokenDoor(async ({ request, token, visit }) => {
  const found = await findByToken(token);
  if (found?.kind !== 'signature') return spentLinkPage(request, visit);
  const { locale, say } = visit;
  const view = (
    <AskPage
      visit={visit}
      title={say('erasure.title')}
      sentence={say('erasure.sentence')}
      action={erasurePath(locale, token)}
      submit={say('erasure.submit')}
      otherwise={{ href: signaturePath(locale, token), words: say('erasure.keep') }}
    />
  );
  return html(request, view);
});

export const POST = tokenFormDoor(async ({ request, token, visit }) => {
  switch (await eraseDetails(token)) {
    case 'erased':
      return seeOther(signaturePath(visit.locale, token));
    case 'unknown':
      return spentLinkPage(request, visit);
  }
});
