import { door } from '@/app/ui/door.tsx';
import { html, SHARED_FOR_A_SECOND } from '@/app/ui/html.tsx';
import { faultPage } from '@/app/ui/notices.tsx';
import { PosterPage } from '@/app/ui/share/poster-page.tsx';
import { findPetition } from '@/lib/petition/read.ts';
import { posterFacts } from '@/lib/poster/facts.ts';
import { posterLink } from '@/lib/share/poster-link.ts';

export const dynamic = 'force-dynamic';

/** The poster to print; `?share=` is the code of a link that it leads to. */
export const GET = door<{ locale: string; slug: string }>(async ({ now, params, request, url, visit }) => {
  const petition = await findPetition(params.slug);
  if (!petition) return faultPage(request, visit, 'not-found');
  const { locale, origin } = visit;
  const code = petition.shareLinks.find((link) => link.code === url.searchParams.get('share'))?.code ?? '';
  const facts = posterFacts(petition, locale, posterLink({ petition, locale, origin, code }), await now());
  return html(request, <PosterPage {...{ visit, petition, facts, code }} />, { cacheControl: SHARED_FOR_A_SECOND });
});
