import { after } from 'next/server';
import { door } from '@/app/ui/door.tsx';
import { seeOther } from '@/app/ui/html.tsx';
import { faultPage } from '@/app/ui/notices.tsx';
import { countVisit, findSharedPetition } from '@/lib/share/visits.ts';
import { petitionPath } from '@/lib/urls.ts';

/** A share link: to the petition, in the reader's language, with the code and nothing else. */
export const GET = door<{ code: string }>(async ({ params, request, visit }) => {
  const petition = await findSharedPetition(params.code);
  if (!petition) return faultPage(request, visit, 'not-found');
  if (isVisit(request)) {
    const written = countVisit(params.code);
    // A server that is told to stop waits for what was promised here.
    if (written) after(written);
  }
  return seeOther(`${petitionPath(visit.locale, petition.slug)}?share=${params.code}`);
});

/** Not a browser that only gets ready, and not a question for the headers. */
const isVisit = ({ headers, method }: Request): boolean =>
  method === 'GET' && ![headers.get('sec-purpose'), headers.get('purpose')].some((why) => why?.startsWith('prefetch'));
