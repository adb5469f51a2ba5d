import { door } from '@/app/ui/door.tsx';
import { answerPdf } from '@/app/ui/share/answer-pdf.ts';
import { findPetition } from '@/lib/petition/read.ts';
import { drawPoster } from '@/lib/poster/poster.ts';

export const dynamic = 'force-dynamic';

/** The poster as PDF, A4; `?share=` is the code of a link that it leads to. */
export const GET = door<{ locale: string; slug: string }>(async (call) =>
  answerPdf(call, await findPetition(call.params.slug), { kind: 'poster', draw: drawPoster }),
);
