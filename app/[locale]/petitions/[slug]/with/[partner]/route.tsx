import { door } from '@/app/ui/door.tsx';
import { faultPage } from '@/app/ui/notices.tsx';
import { showPetition } from '@/app/ui/petition/show-petition.tsx';
import { findPetition } from '@/lib/petition/read.ts';

/** Spares each request Next.js's watch for whether it is dynamic: it is (app/ui/door.tsx). */
export const dynamic = 'force-dynamic';

export const GET = door<{ locale: string; slug: string; partner: string }>(async (call) => {
  const petition = await findPetition(call.params.slug);
  const partner = petition?.partners.find(({ slug }) => slug === call.params.partner);
  if (!petition || !partner) return faultPage(call.request, call.visit, 'not-found');
  return showPetition(call, petition, partner);
});
