import { door } from '@/app/ui/door.tsx';
import { foundUpdate } from '@/app/ui/head/petition.ts';
import { html, SHARED_FOR_A_SECOND } from '@/app/ui/html.tsx';
import { faultPage } from '@/app/ui/notices.tsx';
import { UpdatePage } from '@/app/ui/petition/update-page.tsx';
import { findPetition } from '@/lib/petition/read.ts';

export const GET = door<{ locale: string; slug: string; number: string }>(async ({ params, request, visit }) => {
  const petition = await findPetition(params.slug);
  const update = petition?.updates.find(({ number }) => String(number) === params.number);
  if (!petition || !update) return faultPage(request, visit, 'not-found');
  return html(request, <UpdatePage {...{ visit, petition, update }} found={foundUpdate(petition, update, visit)} />, {
    cacheControl: SHARED_FOR_A_SECOND,
  });
});
