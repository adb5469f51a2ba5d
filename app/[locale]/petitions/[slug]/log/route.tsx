import { type Call, door } from '@/app/ui/door.tsx';
import { answerWith, html, renderPage, SHARED_FOR_A_SECOND } from '@/app/ui/html.tsx';
import { LedgerPage } from '@/app/ui/ledger/ledger-page.tsx';
import { readLogFacts } from '@/app/ui/log/facts.ts';
import { LogPage } from '@/app/ui/log/log-page.tsx';
import { faultPage } from '@/app/ui/notices.tsx';
import { keepPage } from '@/app/ui/page-memory.ts';
import { readLedger } from '@/lib/invalidation/ledger.ts';
import { findPetition, type Petition } from '@/lib/petition/read.ts';

/** Spares each request Next.js's watch for whether it is dynamic: it is (app/ui/door.tsx). */
export const dynamic = 'force-dynamic';

export const GET = door<{ locale: string; slug: string }>(async (call) => {
  const { params, request, url, visit } = call;
  const petition = await findPetition(params.slug);
  if (!petition) return faultPage(request, visit, 'not-found');
  const asked = /^[1-9]\d{0,3}$/.exec(url.searchParams.get('page') ?? '')?.[0] ?? '1';
  return asked === '1' ? showLog(call, petition) : showOlder(call, petition, Number(asked));
});

/** The same bytes for everybody, made anew once a second at most. */
async function showLog({ request, visit }: Call, petition: Petition): Promise<Response> {
  const facts = await readLogFacts(petition);
  // Whatever else stands in this visitor's address must not be kept for the next.
  const shared = { ...visit, place: `/petitions/${petition.slug}/log` };
  const state = `${petition.changedAt.getTime()}/${facts.now.getTime()}`;
  const page = keepPage(`${visit.origin}/${visit.locale}/${petition.slug}/log`, state, () =>
    renderPage(<LogPage visit={shared} petition={petition} facts={facts} />, { cacheControl: SHARED_FOR_A_SECOND }),
  );
  return answerWith(page, request);
}

async function showOlder({ request, visit }: Call, petition: Petition, page: number): Promise<Response> {
  const ledger = await readLedger(petition, page);
  // A page behind the last one would be an empty list that says nothing was taken out.
  if (ledger.removals.length === 0) return faultPage(request, visit, 'not-found');
  return html(request, <LedgerPage {...{ visit, petition, ledger, page }} />, { cacheControl: SHARED_FOR_A_SECOND });
}
