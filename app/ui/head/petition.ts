import { cardTitle } from '@/lib/card/facts.ts';
import { formatNumber, pickText } from '@/lib/i18n/format.ts';
import { type Petition, textFor, type Update } from '@/lib/petition/read.ts';
import { campaignPath, cardPath, homePath, partnerPath, petitionPath, updatePath, updatesPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import { breadcrumbs, type DataNode } from './data.ts';
import { beginningOf, type Found, languagesOf } from './found.tsx';

interface Shown {
  readonly petition: Petition;
  readonly count: number;
  /** On a partner's page. */
  readonly partner: { readonly slug: string } | null;
}

const behindLanguage = (path: string): string => path.replace(/^\/\w+/, '');

/** The picture that stands beside links to a petition. */
function cardOf(petition: Petition, { locale, say }: Visit): NonNullable<Found['card']> {
  const text = textFor(petition.text, locale);
  return {
    path: cardPath(petition.slug, text.language),
    alt: `${cardTitle(petition, text)}. ${say('site.name')}`,
  };
}

export function foundPetition({ count, partner, petition }: Shown, visit: Visit): Found {
  const { locale } = visit;
  const text = textFor(petition.text, locale);
  const card = petition.cards.find(({ language }) => language === text.language);
  const path = partner ? partnerPath(locale, petition.slug, partner.slug) : petitionPath(locale, petition.slug);
  const description = beginningOf(card?.text || text.demand);
  return {
    title: cardTitle(petition, text),
    description,
    place: behindLanguage(path),
    kind: 'article',
    languages: languagesOf(petition.text.texts, petition.sourceLanguage),
    card: cardOf(petition, visit),
    // A partner's page says the same once more.
    ...(partner
      ? {}
      : {
          data: [pageData(petition, { count, url: visit.origin + path }, visit), wayTo(petition, visit)],
        }),
  };
}

interface PageFacts {
  readonly count: number;
  readonly url: string;
}

/** schema.org knows no petitions: the page that shows one, who publishes it, and how many endorsed it. */
function pageData(petition: Petition, { count, url }: PageFacts, { locale }: Visit): DataNode {
  const text = textFor(petition.text, locale);
  return {
    '@type': 'WebPage',
    url,
    name: text.title,
    inLanguage: text.language,
    datePublished: petition.publishedAt.toISOString(),
    publisher: { '@type': 'Organization', name: pickText(petition.coalition.name, locale).text },
    interactionStatistic: {
      '@type': 'InteractionCounter',
      interactionType: 'https://schema.org/EndorseAction',
      userInteractionCount: count,
    },
  };
}

function wayTo(petition: Petition, { locale, origin, say }: Visit): DataNode {
  return breadcrumbs([
    { name: say('site.name'), url: origin + homePath(locale) },
    {
      name: pickText(petition.campaign.title, locale).text,
      url: origin + campaignPath(locale, petition.campaign.slug),
    },
    { name: textFor(petition.text, locale).title, url: origin + petitionPath(locale, petition.slug) },
  ]);
}

type ShownUpdate = Pick<Update, 'publishedAt' | 'texts'> & { readonly number: number };

/** News: an article of its own with the petition's picture. */
export function foundUpdate(petition: Petition, update: ShownUpdate, visit: Visit): Found {
  const { locale } = visit;
  const text = update.texts.find(({ language }) => language === locale) ?? update.texts[0];
  return {
    title: text?.title ?? '',
    description: beginningOf((text?.html ?? '').replace(/<[^>]*>/g, ' ').replace(/&\w+;|&#\w+;/g, ' ')),
    place: behindLanguage(updatePath(locale, petition.slug, update.number)),
    kind: 'article',
    languages: languagesOf(update.texts, petition.sourceLanguage),
    card: cardOf(petition, visit),
    data: [
      {
        '@type': 'NewsArticle',
        headline: text?.title,
        inLanguage: text?.language,
        datePublished: update.publishedAt.toISOString(),
        url: visit.origin + updatePath(locale, petition.slug, update.number),
        publisher: { '@type': 'Organization', name: pickText(petition.coalition.name, locale).text },
      },
      wayTo(petition, visit),
    ],
  };
}

export const foundUpdates = (petition: Petition, visit: Visit): Found => ({
  title: `${visit.say('updates.title')} – ${textFor(petition.text, visit.locale).title}`,
  description: beginningOf(textFor(petition.text, visit.locale).demand),
  place: behindLanguage(updatesPath(visit.locale, petition.slug)),
  card: cardOf(petition, visit),
});

/** "12,345 confirmed signatures", for a picture's description. */
export const sayCount = (count: number, { locale, say }: Visit): string =>
  `${formatNumber(locale, count)} ${say('count.signatures', { count })}`;
