import { door } from '@/app/ui/door.tsx';
import { html, SHARED_FOR_A_SECOND } from '@/app/ui/html.tsx';
import { faultPage } from '@/app/ui/notices.tsx';
import { SharePage } from '@/app/ui/share/share-page.tsx';
import { findPetition } from '@/lib/petition/read.ts';
import { readServer } from '@/lib/share/targets.ts';

export const dynamic = 'force-dynamic';

/** The ways to pass a petition on; `?share=` keeps whose links they are, `?server=` is a Mastodon server. */
export const GET = door<{ locale: string; slug: string }>(async ({ params, request, url, visit }) => {
  const petition = await findPetition(params.slug);
  if (!petition) return faultPage(request, visit, 'not-found');
  const code = url.searchParams.get('share');
  const partnerId = petition.shareLinks.find((link) => link.code === code)?.partnerId ?? null;
  const typed = url.searchParams.get('server');
  const server = typed === null ? undefined : readServer(typed);
  const sharing = { petition, partnerId, locale: visit.locale, origin: visit.origin };
  return html(request, <SharePage {...{ visit, sharing, server }} />, { cacheControl: SHARED_FOR_A_SECOND });
});
