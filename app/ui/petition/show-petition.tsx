import { countOf, partnerCountOf } from '@/lib/count/read.ts';
import { isOpen, type Petition, type PetitionPartner } from '@/lib/petition/read.ts';
import { emptyForm, type Typed } from '@/lib/signature/fields.ts';
import type { Call } from '../door.tsx';
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
  const name = `${call.visit.locale}/${petition.slug}/${through?.slug ?? ''}/${share}`;
  const state = `${petition.changedAt.getTime()}/${count.asOf.getTime()}/${isOpen(petition, now)}`;
  const page = keepPage(name, state, () => {
    const typed = { ...emptyForm, share, partner: through?.slug ?? '' };
    return render(call, { petition, through, count, now, typed, problems: {} }, { cacheControl: SHARED_FOR_A_SECOND });
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
  const page = render(
    { ...call, visit: { ...call.visit, place: `/petitions/${petition.slug}` } },
    { petition, through, count, now: await call.now().catch(() => new Date()), ...rest },
    { status, ...(status === 503 ? { headers: { 'retry-after': '30' } } : {}) },
  );
  return answerWith(page, call.request);
}

interface Shown {
  readonly petition: Petition;
  readonly through: Through;
  readonly count: Awaited<ReturnType<typeof countOf>>;
  readonly now: Date;
  readonly typed: Typed;
  readonly problems: ProblemWords;
  readonly alarm?: string;
}

function render(call: Call, shown: Shown, options: Parameters<typeof renderPage>[1]): Page {
  const { petition, through } = shown;
  const sharing = petition.shareLinks.find((link) => link.code === shown.typed.share)?.partnerId;
  const writer = through ?? petition.partners.find((partner) => partner.id === sharing) ?? null;
  const partnerCount = through && { partner: through, count: partnerCountOf(petition, through.id) };
  return renderPage(<PetitionPage {...shown} visit={call.visit} through={partnerCount} writer={writer} />, options);
}
