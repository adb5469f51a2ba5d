import { door } from '@/app/ui/door.tsx';
import { faultPage } from '@/app/ui/notices.tsx';
import { answerPicture } from '@/app/ui/share/picture.ts';
import { cardLanguage } from '@/lib/card/facts.ts';
import { findPetition } from '@/lib/petition/read.ts';
import { posterLink } from '@/lib/share/poster-link.ts';
import { drawQrSvg } from '@/lib/share/qr.ts';

export const dynamic = 'force-dynamic';

/** The petition's address as a QR code; `?share=` is the code of a link that it leads to. */
export const GET = door<{ slug: string }>(async ({ params, request, url, visit }) => {
  const petition = await findPetition(params.slug);
  if (!petition) return faultPage(request, visit, 'not-found');
  const locale = cardLanguage(petition, url.searchParams.get('lang'));
  const link = posterLink({ petition, locale, origin: visit.origin, code: url.searchParams.get('share') });
  return answerPicture(request, { type: 'image/svg+xml; charset=utf-8', body: await drawQrSvg(link), seconds: 300 });
});
