import { door } from '@/app/ui/door.tsx';
import { html, SHARED_FOR_A_SECOND } from '@/app/ui/html.tsx';
import { faultPage } from '@/app/ui/notices.tsx';
import { DeliveredPage } from '@/app/ui/petition/delivered-page.tsx';
import { findPetition } from '@/lib/petition/read.ts';

export const dynamic = 'force-dynamic';

/** One hand-over to the addressee, once it is on record. */
export const GET = door<{ locale: string; slug: string; number: string }>(async ({ params, request, visit }) => {
  const petition = await findPetition(params.slug);
  const delivered = petition?.deliveries.find(({ number }) => String(number) === params.number);
  if (!petition || !delivered) return faultPage(request, visit, 'not-found');
  return html(request, <DeliveredPage {...{ visit, petition, delivered }} />, { cacheControl: SHARED_FOR_A_SECOND });
});
