import { countOf, partnerCountOf } from '@/lib/count/read.ts';
import { isOpen, type Petition, type PetitionPartner } from '@/lib/petition/read.ts';
import { keyInUse } from '@/lib/petition/sealing.ts';
import { emptyForm, type Typed } from '@/lib/signature/fields.ts';
import { readPublicNames } from '@/lib/signature/public-names.ts';
import type { Call } from '../door.tsx';
import type { Visit } from '../frame.tsx';
import { answerWith, type Page, renderPage, SHARED_FOR_A_SECOND } from '../html.tsx';
import { keepPage } from '../page-memory.ts';
import { PetitionPage } from './petition-page.tsx';
import type { ProblemWords } from './sign-form.tsx';

export type Through = PetitionPartner | null;

/** The petition with its empty form, from memory: the same bytes for everybody until the count moves. */
export async function showPetition(call: Call, petition: Petition, through: Through): Promise<Response> {
  const share = petition.shareLinks.find((link) => link.code === call.url.searchParams.get('share'))?.code ?? '';
  const count = await countOf(petition);
  const now = await call.now();
  // Read through the onion, a page names the onion.
  const name = `${call.visit.origin}/${call.visit.locale}/${petition.slug}/${through?.slug ?? ''}/${share}`;
  const { names, version } = await readPublicNames(petition, now);
  const key = keyInUse(petition.sealingKeys, now)?.activeFrom.getTime() ?? 0;
  const state = `${petition.changedAt.getTime()}/${count.asOf.getTime()}/${isOpen(petition, now)}/${key}/${version}`;
  const page = keepPage(name, state, () => {
    const typed = { ...emptyForm, share, partner: through?.slug ?? '' };
    // Whatever else stands in this visitor's address must not be kept for the next.
    const visit = { ...call.visit, place: placeOf(petition, typed) };
    return render(
      visit,
      { petition, through, count, names, now, typed, problems: {} },
      { cacheControl: SHARED_FOR_A_SECOND },
    );
  });
  return answerWith(page, call.request);
}

interface FilledForm {
  readonly typed: Typed;
  readonly problems: ProblemWords;
  readonly alarm?: string;
  readonly status: 422 | 503;
}

/** The petition with what was typed, and what is to be mended; never kept. */
export async function showFilledForm(call: Call, petition: Petition, filled: FilledForm): Promise<Response> {
  const { status, ...rest } = filled;
  const through = petition.partners.find((partner) => partner.slug === filled.typed.partner) ?? null;
  const count = await countOf(petition);
  const now = await call.now().catch(() => new Date());
  // While the database is away the form matters, and nobody misses the names.
  const { names } = await readPublicNames(petition, now).catch(() => ({ names: [] }));
  const page = render(
    { ...call.visit, place: placeOf(petition, filled.typed) },
    { petition, through, count, names, now, ...rest },
    { status, ...(status === 503 ? { headers: { 'retry-after': '30' } } : {}) },
  );
  return answerWith(page, call.request);
}

/** Where the form came from: another language is chosen there, not at the address that took the form. */
function placeOf(petition: Petition, { partner, share }: Typed): string {
  const through = petition.partners.some(({ slug }) => slug === partner) ? `/with/${partner}` : '';
  const code = petition.shareLinks.some((link) => link.code === share) ? `?share=${share}` : '';
  return `/petitions/${petition.slug}${through}${code}`;
}

interface Shown {
  readonly petition: Petition;
  readonly through: Through;
  readonly count: Awaited<ReturnType<typeof countOf>>;
  readonly names: readonly string[];
  readonly now: Date;
  readonly typed: Typed;
  readonly problems: ProblemWords;
  readonly alarm?: string;
}

function render(visit: Visit, shown: Shown, options: Parameters<typeof renderPage>[1]): Page {
  const { petition, through } = shown;
  const sharing = petition.shareLinks.find((link) => link.code === shown.typed.share)?.partnerId;
  const writer = through ?? petition.partners.find((partner) => partner.id === sharing) ?? null;
  const partnerCount = through && { partner: through, count: partnerCountOf(petition, through.id) };
  return renderPage(<PetitionPage {...shown} visit={visit} through={partnerCount} writer={writer} />, options);
}
