import { door } from '@/app/ui/door.tsx';
import { faultPage } from '@/app/ui/notices.tsx';
import { answerPicture } from '@/app/ui/share/picture.ts';
import { cardFacts, cardLanguage } from '@/lib/card/facts.ts';
import { keepCard } from '@/lib/card/keep.ts';
import { countOf } from '@/lib/count/read.ts';
import { findPetition, petitionState } from '@/lib/petition/read.ts';

export const dynamic = 'force-dynamic';

/** The picture beside links to a petition, with its number; `?lang=` chooses among the petition's languages. */
export const GET = door<{ slug: string }>(async ({ now, params, request, url, visit }) => {
  const petition = await findPetition(params.slug);
  if (!petition) return faultPage(request, visit, 'not-found');
  const language = cardLanguage(petition, url.searchParams.get('lang'));
  const [count, moment] = [await countOf(petition), await now()];
  const facts = cardFacts(petition, language, count, moment);
  const standing = `${petition.changedAt.getTime()}/${petitionState(petition, moment)}`;
  const card = await keepCard({ name: `${petition.slug}/${language}`, standing, facts });
  if (card === 'busy')
    return new Response(null, { status: 503, headers: { 'retry-after': '10', 'cache-control': 'no-store' } });
  return answerPicture(request, { type: 'image/png', body: card.png, etag: card.etag, seconds: 30 });
});
