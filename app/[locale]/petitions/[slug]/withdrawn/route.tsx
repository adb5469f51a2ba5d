import { door } from '@/app/ui/door.tsx';
import { NoticePage } from '@/app/ui/frame.tsx';
import { html } from '@/app/ui/html.tsx';
import { faultPage } from '@/app/ui/notices.tsx';
import { findPetition } from '@/lib/petition/read.ts';
import { petitionPath } from '@/lib/urls.ts';

export const GET = door<{ locale: string; slug: string }>(async ({ params, request, visit }) => {
  const petition = await findPetition(params.slug);
  if (!petition) return faultPage(request, visit, 'not-found');
  const { locale, say } = visit;
  const ways = [{ href: petitionPath(locale, petition.slug), words: say('withdrawn.back') }];
  return html(
    request,
    <NoticePage
      visit={visit}
      title={say('withdrawn.title')}
      lead={[say('withdrawn.lead'), say('withdrawn.receipt')]}
      ways={ways}
    />,
  );
});
