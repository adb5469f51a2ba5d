import { answerWith } from '@/app/ui/html.tsx';
import { machineFile, noSuchPetition, readAnywhere, readingDoor } from '@/app/ui/json.ts';
import { readDaily } from '@/lib/count/daily.ts';
import { writeLines } from '@/lib/export/cells.ts';
import { findPetition } from '@/lib/petition/read.ts';

/** Spares each request Next.js's watch for whether it is dynamic: it is (app/ui/door.tsx). */
export const dynamic = 'force-dynamic';

/** The same days as a table, for whoever opens them in a spreadsheet. */
export const GET = readingDoor<{ slug: string }>(async ({ params, request }) => {
  const petition = await findPetition(params.slug);
  if (!petition) return noSuchPetition(request);
  const { days } = await readDaily(petition);
  const table = writeLines([
    ['day', 'confirmed', 'withdrawn', 'invalidated', 'total'],
    ...days.map(({ confirmed, day, invalidated, total, withdrawn }) => [day, confirmed, withdrawn, invalidated, total]),
  ]);
  const headers = { ...readAnywhere, 'content-disposition': `inline; filename="${petition.slug}-daily.csv"` };
  return answerWith(machineFile(table, { type: 'text/csv; charset=utf-8; header=present', headers }), request);
});
