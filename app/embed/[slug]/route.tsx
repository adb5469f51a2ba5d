import { door } from '@/app/ui/door.tsx';
import { EmbedPage, MissingEmbed } from '@/app/ui/embed/embed-page.tsx';
import { embedPolicy } from '@/app/ui/embed/style.ts';
import { readEmbedWish } from '@/app/ui/embed/wish.ts';
import { answerWith, renderPage, SHARED_FOR_A_SECOND } from '@/app/ui/html.tsx';
import { keepPage } from '@/app/ui/page-memory.ts';
import { cardLanguage } from '@/lib/card/facts.ts';
import { countOf } from '@/lib/count/read.ts';
import { defaultLocale } from '@/lib/i18n/locales.ts';
import { words } from '@/lib/i18n/words.ts';
import { findPetition, petitionState } from '@/lib/petition/read.ts';

export const dynamic = 'force-dynamic';

const headers = {
  'content-security-policy': embedPolicy,
  'cross-origin-resource-policy': 'cross-origin',
  // So that pages which demand it of all their frames may show it, too.
  'cross-origin-embedder-policy': 'require-corp',
};

/** The one page that other sites may show in a frame. It sets no cookie and works without script. */
export const GET = door<{ slug: string }>(async ({ now, params, request, url, ...call }) => {
  const wish = readEmbedWish(url.searchParams);
  const petition = await findPetition(params.slug);
  // Not the reader's own language: caches between us and other sites know a page by its address alone.
  const locale = wish.language ?? (petition ? cardLanguage(petition, null) : defaultLocale);
  const visit = { ...call.visit, locale, say: words(locale) };
  if (!petition) {
    const missing = <MissingEmbed {...{ visit, wish }} />;
    return answerWith(renderPage(missing, { status: 404, cacheControl: SHARED_FOR_A_SECOND, headers }), request);
  }
  const share = petition.shareLinks.find(({ code }) => code === url.searchParams.get('share'))?.code ?? '';
  const [count, moment] = [await countOf(petition), await now()];
  const name = `embed/${locale}/${petition.slug}/${wish.theme}/${wish.accent}/${share}`;
  const state = `${petition.changedAt.getTime()}/${count.asOf.getTime()}/${petitionState(petition, moment)}`;
  const page = keepPage(name, state, () =>
    renderPage(<EmbedPage {...{ visit, wish, petition, count, now: moment, share }} />, {
      cacheControl: SHARED_FOR_A_SECOND,
      headers,
    }),
  );
  return answerWith(page, request);
});
