import { picture } from '@/app/ui/coalition/picture.ts';
import { door } from '@/app/ui/door.tsx';
import { faultPage } from '@/app/ui/notices.tsx';
import { findPublicLogo } from '@/lib/coalition/logo-read.ts';

export const dynamic = 'force-dynamic';

/** Pages name it with the moment it was saved, so that a changed logo is seen at once. */
export const GET = door<{ slug: string }>(async ({ params, request, visit }) => {
  const logo = await findPublicLogo(params.slug);
  return logo ? picture(request, logo, 'public, max-age=3600') : faultPage(request, visit, 'not-found');
});
