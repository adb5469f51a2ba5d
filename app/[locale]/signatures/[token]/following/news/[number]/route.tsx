import { seeOther } from '@/app/ui/html.tsx';
import { spentLinkPage } from '@/app/ui/notices.tsx';
import { tokenDoor } from '@/app/ui/signature/token-door.ts';
import { findPetitionById } from '@/lib/petition/read.ts';
import { findFollower } from '@/lib/signature/follower.ts';
import { updatePath, updatesPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

/** Where letters lead that name nothing: on to the update's public page, which knows nobody. Nothing is counted. */
export const GET = tokenDoor(async ({ params, request, token, visit }) => {
  const follower = await findFollower(token);
  const petition = follower && (await findPetitionById(follower.signature.petitionId));
  if (!petition) return spentLinkPage(request, visit);
  const update = petition.updates.find(({ number }) => String(number) === params.number);
  const { locale } = visit;
  return seeOther(update ? updatePath(locale, petition.slug, update.number) : updatesPath(locale, petition.slug));
});
