import { door } from '@/app/ui/door.tsx';
import { html, SHARED_FOR_A_SECOND } from '@/app/ui/html.tsx';
import { faultPage } from '@/app/ui/notices.tsx';
import { UpdatesPage } from '@/app/ui/petition/update-page.tsx';
import { findPetition } from '@/lib/petition/read.ts';

export const GET = door<{ locale: string; slug: string }>(async ({ params, request, visit }) => {
  const petition = await findPetition(params.slug);
  if (!petition) return faultPage(request, visit, 'not-found');
  return html(request, <UpdatesPage visit={visit} petition={petition} />, { cacheControl: SHARED_FOR_A_SECOND });
});
