import { html, seeOther } from '@/app/ui/html.tsx';
import { spentLinkPage } from '@/app/ui/notices.tsx';
import { originFor } from '@/app/ui/onion.ts';
import { MySignaturePage } from '@/app/ui/signature/my-signature-page.tsx';
import { tokenDoor, tokenFormDoor } from '@/app/ui/signature/token-door.ts';
import { findPetitionById } from '@/lib/petition/read.ts';
import { chooseDelivery } from '@/lib/signature/choose.ts';
import { chooseDisplay } from '@/lib/signature/choose-display.ts';
import { findByToken } from '@/lib/signature/find.ts';
import { readMySignature } from '@/lib/signature/read.ts';
import { findReceipt } from '@/lib/signature/receipt.ts';
import { readDisplay } from '@/lib/signature/shown-name.ts';
import { confirmationPath, signaturePath } from '@/lib/urls.ts';

/** Spares each request Next.js's watch for whether it is dynamic: it is (app/ui/door.tsx). */
export const dynamic = 'force-dynamic';

export const GET = tokenDoor(async ({ request, token, url, visit }) => {
  const signature = await readMySignature(token);
  // Whoever opens it before confirming is asked to confirm.
  if (!signature && (await findByToken(token))) return seeOther(confirmationPath(visit.locale, token));
  const petition = signature && (await findPetitionById(signature.petitionId));
  if (!petition) return spentLinkPage(request, visit);
  const isSaved = url.searchParams.has('saved');
  const appUrl = originFor(request);
  const receipt = await findReceipt(token);
  return html(request, <MySignaturePage {...{ visit, token, petition, signature, appUrl, isSaved, receipt }} />);
});

export const POST = tokenFormDoor(async ({ form, request, token, visit }) => {
  const outcome = form.values.has('display')
    ? await chooseDisplay(token, readDisplay(form.values.get('display')))
    : await chooseDelivery(token, form.values.get('deliver') === 'yes');
  switch (outcome) {
    case 'changed':
      return seeOther(`${signaturePath(visit.locale, token)}?saved`);
    case 'erased':
    case 'sealed':
    case 'not-public':
      return seeOther(signaturePath(visit.locale, token));
    case 'unknown':
      return spentLinkPage(request, visit);
  }
});
