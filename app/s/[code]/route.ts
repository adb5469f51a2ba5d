import { door } from '@/app/ui/door.tsx';
import { seeOther } from '@/app/ui/html.tsx';
import { faultPage } from '@/app/ui/notices.tsx';
import { findSharedPetition } from '@/lib/share.ts';
import { petitionPath } from '@/lib/urls.ts';

/** A share link: to the petition, in the reader's language, with the code and nothing else. */
export const GET = door<{ code: string }>(async ({ params, request, visit }) => {
  const petition = await findSharedPetition(params.code);
  if (!petition) return faultPage(request, visit, 'not-found');
  return seeOther(`${petitionPath(visit.locale, petition.slug)}?share=${params.code}`);
});
