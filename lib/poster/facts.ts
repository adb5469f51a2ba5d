import { pickText } from '../i18n/format.ts';
import { directionOf, type Locale } from '../i18n/locales.ts';
import { words } from '../i18n/words.ts';
import { isOpen, type Petition, textFor } from '../petition/read.ts';

/** What stands on paper, in one language. No number: paper is not drawn anew. */
export interface PosterFacts {
  readonly language: Locale;
  readonly direction: 'ltr' | 'rtl';
  readonly site: string;
  /** The text may be in another language than the words around it. */
  readonly text: { readonly direction: 'ltr' | 'rtl'; readonly title: string; readonly demand: string };
  readonly scan: string;
  readonly type: string;
  /** As it is coded, and as it is typed: without "https://". */
  readonly url: string;
  readonly address: string;
  readonly by: string;
  readonly partners: readonly string[];
  /** Said instead of an invitation once the petition is closed. */
  readonly closed: string | null;
  /** The moment that the file names as its making: the same text gives the same bytes. */
  readonly made: Date;
}

export function posterFacts(petition: Petition, language: Locale, url: string, now: Date): PosterFacts {
  const say = words(language);
  const text = textFor(petition.text, language);
  return {
    language,
    direction: directionOf(language),
    site: say('site.name'),
    text: { direction: directionOf(text.language), title: text.title, demand: text.demand },
    scan: say('poster.scan'),
    type: say('poster.type'),
    url,
    address: url.replace(/^https?:\/\//, ''),
    by: say('poster.by'),
    partners: petition.partners.map(({ name }) => pickText(name, language).text),
    closed: isOpen(petition, now) ? null : say('poster.closed'),
    made: petition.changedAt,
  };
}
