import { pickText } from '@/lib/i18n/format.ts';
import { type Locale, locales } from '@/lib/i18n/locales.ts';
import type { Campaign } from '@/lib/petition/campaign.ts';
import type { PetitionQuery } from '@/lib/petition/list.ts';
import { type Petition, textFor } from '@/lib/petition/read.ts';
import { type AboutTopic, aboutPath, campaignPath, homePath, logPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import { breadcrumbs } from './data.ts';
import { beginningOf, type Found, languagesOf } from './found.tsx';

const behindLanguage = (path: string): string => path.replace(/^\/\w+/, '');

/** The list. Its pages are addresses of their own; what somebody looked for is not. */
export function foundHome({ locale, origin, say }: Visit, query: PetitionQuery): Found {
  return {
    title: `${say('site.name')} – ${say('home.title')}`,
    description: say('home.lead'),
    place: query.page > 1 && query.words === '' && query.state === null ? `?page=${query.page}` : '',
    data: [
      {
        '@type': 'WebSite',
        name: say('site.name'),
        url: origin + homePath(locale),
        inLanguage: locale,
        publisher: { '@type': 'Organization', name: say('site.name'), url: origin },
      },
    ],
  };
}

/** The languages of a text that the team may have written in some of ours alone. */
const writtenIn = (text: { readonly [language: string]: string }): Locale[] => {
  const written = languagesOf(
    Object.keys(text).map((language) => ({ language })),
    'en',
  );
  return written.length > 0 ? written : [...locales];
};

export function foundCampaign(campaign: Campaign, { locale, origin, say }: Visit): Found {
  const title = pickText(campaign.title, locale).text;
  const path = campaignPath(locale, campaign.slug);
  return {
    title,
    description: beginningOf(pickText(campaign.goal, locale).text),
    place: behindLanguage(path),
    languages: writtenIn(campaign.title),
    data: [
      {
        '@type': 'CollectionPage',
        url: origin + path,
        name: title,
        publisher: {
          '@type': 'Organization',
          name: pickText(campaign.coalition, locale).text,
          member: campaign.partners.map(({ name }) => ({
            '@type': 'Organization',
            name: pickText(name, locale).text,
          })),
        },
      },
      breadcrumbs([
        { name: say('site.name'), url: origin + homePath(locale) },
        { name: title, url: origin + path },
      ]),
    ],
  };
}

/** What stands on it is Markdown: its signs are left out. */
export const foundAbout = (topic: AboutTopic, text: string, { locale, say }: Visit): Found => ({
  title: say(`about.${topic}.title`),
  description: beginningOf(text.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[#*_`>]+/g, ' ')),
  place: behindLanguage(aboutPath(locale, topic)),
});

export const foundLog = (petition: Petition, { locale, say }: Visit): Found => ({
  title: `${say('log.title')} – ${textFor(petition.text, locale).title}`,
  description: say('log.how.lines'),
  place: behindLanguage(logPath(locale, petition.slug)),
});
