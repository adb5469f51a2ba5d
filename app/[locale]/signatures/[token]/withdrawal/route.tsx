import { html, seeOther } from '@/app/ui/html.tsx';
import { spentLinkPage } from '@/app/ui/notices.tsx';
import { AskPage } from '@/app/ui/signature/ask-page.tsx';
import { tokenDoor, tokenFormDoor } from '@/app/ui/signature/token-door.ts';
import { findPetitionById } from '@/lib/petition/read.ts';
import { findByToken } from '@/lib/signature/find.ts';
import { withdrawSignature } from '@/lib/signature/withdraw.ts';
import { signaturePath, withdrawalPath, withdrawnPath } from '@/lib/urls.ts';

export const GET = tokenDoor(async ({ request, token, visit }) => {
  const found = await findByToken(token);
  if (found?.kind !== 'signature') return spentLinkPage(request, visit);
  const { locale, say } = visit;
  const view = (
    <AskPage
      visit={visit}
      title={say('withdrawal.title')}
      sentence={say('withdrawal.sentence')}
      action={withdrawalPath(locale, token)}
      submit={say('withdrawal.submit')}
      otherwise={{ href: signaturePath(locale, token), words: say('withdrawal.keep') }}
    />
  );
  return html(request, view);
});

export const POST = tokenFormDoor(async ({ request, token, visit }) => {
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
