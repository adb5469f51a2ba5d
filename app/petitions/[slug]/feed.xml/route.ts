import { feedDoor } from '@/app/ui/open-data/feed-door.ts';
import { pickText } from '@/lib/i18n/format.ts';
import { words } from '@/lib/i18n/words.ts';
import { findPetition, textFor } from '@/lib/petition/read.ts';
import { petitionFeedPath, petitionPath, updatePath } from '@/lib/urls.ts';

/** Spares each request Next.js's watch for whether it is dynamic: it is (app/ui/door.tsx). */
export const dynamic = 'force-dynamic';

/** The updates of one petition, the newest first. */
export const GET = feedDoor<{ slug: string }>(async ({ locale, origin, params }) => {
  const petition = await findPetition(params.slug);
  if (!petition) return null;
  const { title } = textFor(petition.text, locale);
  return {
    id: `urn:uuid:${petition.id}#updates`,
    language: locale,
    title: words(locale)('feed.updates', { title }),
    author: pickText(petition.coalition.name, locale).text,
    updatedAt: petition.updates[0]?.publishedAt ?? petition.publishedAt,
    self: origin + petitionFeedPath(petition.slug, locale),
    page: origin + petitionPath(locale, petition.slug),
    entries: petition.updates.map(({ number, publishedAt, texts }) => {
      const text = textFor({ texts }, locale);
      return {
        id: `urn:uuid:${petition.id}#update-${number}`,
        language: text.language,
        title: text.title,
        page: origin + updatePath(locale, petition.slug, number),
        publishedAt,
        body: { html: text.html },
      };
    }),
  };
});
