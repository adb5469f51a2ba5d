import { type Locale, locales } from '@/lib/i18n/locales.ts';
import type { Visit } from '../frame.tsx';
import { type DataNode, writeData } from './data.ts';

/** How a public page is found by search engines, and shown where somebody passes its address on. */
export interface Found {
  readonly title: string;
  readonly description: string;
  /** The path behind the language: one address for all the ways that lead here. */
  readonly place: string;
  readonly kind?: 'website' | 'article';
  /** Those it is written in, the first for readers of all others; without them it is written in all of ours. */
  readonly languages?: readonly Locale[];
  /** A picture of 1,200 × 630 pixels: its path and what is to be seen on it. */
  readonly card?: { readonly path: string; readonly alt: string };
  readonly data?: readonly DataNode[];
}

/** The territory is a form that Open Graph asks for, not a statement about readers. */
const openGraphLocales: Readonly<Record<Locale, string>> = {
  en: 'en_GB',
  ru: 'ru_RU',
  uk: 'uk_UA',
  de: 'de_DE',
  ar: 'ar_AR',
};

/** The languages of a text that the site speaks, too, its own first. */
export function languagesOf(texts: readonly { readonly language: string }[], source: string): Locale[] {
  const written = locales.filter((locale) => texts.some(({ language }) => language === locale));
  return [...written.filter((locale) => locale === source), ...written.filter((locale) => locale !== source)];
}

/** Links and tags of a public page. Every address begins with the origin that the reader came by (WE-13). */
export function FoundTags({ found, visit }: { found: Found; visit: Visit }) {
  const { locale, origin, say } = visit;
  const { card, data, description, kind = 'website', languages = locales, place, title } = found;
  const urlOf = (language: Locale) => `${origin}/${language}${place}`;
  const main = languages[0] ?? locale;
  const own = languages.includes(locale) ? locale : main;
  return (
    <>
      <meta name="description" content={description} />
      <link rel="canonical" href={urlOf(own)} />
      {languages.map((language) => (
        <link key={language} rel="alternate" hrefLang={language} href={urlOf(language)} />
      ))}
      <link rel="alternate" hrefLang="x-default" href={urlOf(main)} />
      <meta property="og:type" content={kind} />
      <meta property="og:site_name" content={say('site.name')} />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description} />
      <meta property="og:url" content={urlOf(own)} />
      <meta property="og:locale" content={openGraphLocales[own]} />
      {languages
        .filter((language) => language !== own)
        .map((language) => (
          <meta key={language} property="og:locale:alternate" content={openGraphLocales[language]} />
        ))}
      {card && (
        <>
          <meta property="og:image" content={origin + card.path} />
          <meta property="og:image:type" content="image/png" />
          <meta property="og:image:width" content="1200" />
          <meta property="og:image:height" content="630" />
          <meta property="og:image:alt" content={card.alt} />
        </>
      )}
      {/* X takes title, description and picture from the tags above. */}
      <meta name="twitter:card" content={card ? 'summary_large_image' : 'summary'} />
      {data && <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: writeData(data) }} />}
    </>
  );
}

/** The first sentences of a text, as far as previews show them. */
export function beginningOf(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  if (plain.length <= 200) return plain;
  return `${plain.slice(0, 200).replace(/\s+\S*$/, '')} …`;
}
