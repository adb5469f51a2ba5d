import { isOpen, type Petition } from '@/lib/petition/read.ts';
import { type PosterFacts, posterFacts } from '@/lib/poster/facts.ts';
import { keepFile } from '@/lib/poster/keep.ts';
import { judgeReading } from '@/lib/rate-limit/judge.ts';
import { sourceOf } from '@/lib/rate-limit/source.ts';
import { posterLink } from '@/lib/share/poster-link.ts';
import type { Call } from '../door.tsx';
import { faultPage } from '../notices.tsx';
import { answerPicture } from './picture.ts';

interface Sheet {
  /** Names the file that a browser saves. */
  readonly kind: 'poster' | 'tear-off';
  readonly draw: (facts: PosterFacts) => Promise<Buffer<ArrayBuffer>>;
}

/** A sheet of paper for a petition. Setting it takes a moment of the processor, so a source asks for so many at a time. */
export async function answerPdf(call: Call, petition: Petition | null, { draw, kind }: Sheet): Promise<Response> {
  const { now, request, url, visit } = call;
  if (!petition) return faultPage(request, visit, 'not-found');
  const judgement = judgeReading(sourceOf(request));
  if (judgement.is === 'refused')
    return new Response(null, { status: 429, headers: { 'retry-after': String(judgement.seconds) } });
  const { locale, origin } = visit;
  const link = posterLink({ petition, locale, origin, code: url.searchParams.get('share') });
  const moment = await now();
  const state = `${petition.changedAt.getTime()}/${isOpen(petition, moment)}`;
  const body = await keepFile(`${kind}/${locale}/${petition.slug}/${link}`, state, () =>
    draw(posterFacts(petition, locale, link, moment)),
  );
  const disposition = `inline; filename="${petition.slug}-${kind}-${locale}.pdf"`;
  return answerPicture(request, {
    type: 'application/pdf',
    body,
    seconds: 60,
    headers: { 'content-disposition': disposition },
  });
}
