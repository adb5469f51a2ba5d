import { feedDoor } from '@/app/ui/open-data/feed-door.ts';
import { words } from '@/lib/i18n/words.ts';
import { listPetitions, PETITIONS_PER_PAGE } from '@/lib/petition/list.ts';
import { readListed } from '@/lib/petition/listed.ts';
import { textFor } from '@/lib/petition/read.ts';
import { feedPath, homePath, petitionPath } from '@/lib/urls.ts';

/** Spares each request Next.js's watch for whether it is dynamic: it is (app/ui/door.tsx). */
export const dynamic = 'force-dynamic';

/** The newest petitions of the site. */
export const GET = feedDoor(async ({ locale, origin }) => {
  const say = words(locale);
  const query = { words: '', state: null, order: 'newest', page: 1, perPage: PETITIONS_PER_PAGE } as const;
  const petitions = await readListed((await listPetitions(query)).slugs);
  return {
    id: `${origin}/feed.xml`,
    language: locale,
    title: `${say('feed.petitions')} – ${say('site.name')}`,
    author: say('site.name'),
    updatedAt: petitions[0]?.publishedAt ?? new Date(0),
    self: origin + feedPath(locale),
    page: origin + homePath(locale),
    entries: petitions.map((petition) => {
      const { demand, language, title } = textFor(petition, locale);
      const page = origin + petitionPath(locale, petition.slug);
      return {
        id: `urn:uuid:${petition.id}`,
        language,
        title,
        page,
        publishedAt: petition.publishedAt,
        body: { text: demand },
      };
    }),
  };
});
