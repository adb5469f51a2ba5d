import { door } from '@/app/ui/door.tsx';
import { html, SHARED_FOR_A_SECOND } from '@/app/ui/html.tsx';
import { LedgerPage } from '@/app/ui/ledger/ledger-page.tsx';
import { faultPage } from '@/app/ui/notices.tsx';
import { readLedger } from '@/lib/invalidation/ledger.ts';
import { readDestructions } from '@/lib/keys/destructions.ts';
import { findPetition } from '@/lib/petition/read.ts';

export const dynamic = 'force-dynamic';

export const GET = door<{ locale: string; slug: string }>(async ({ params, request, url, visit }) => {
  const petition = await findPetition(params.slug);
  if (!petition) return faultPage(request, visit, 'not-found');
  const asked = /^[1-9]\d{0,3}$/.exec(url.searchParams.get('page') ?? '')?.[0] ?? '1';
  const page = Number(asked);
  const ledger = await readLedger(petition.id, page);
  // A page behind the last one would be an empty list that says nothing was taken out.
  if (page > 1 && ledger.removals.length === 0) return faultPage(request, visit, 'not-found');
  const destructions = await readDestructions(petition.id);
  const view = <LedgerPage {...{ visit, petition, ledger, destructions, page }} />;
  return html(request, view, { cacheControl: SHARED_FOR_A_SECOND });
});
