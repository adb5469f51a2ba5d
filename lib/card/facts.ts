import { formatNumber, pickText } from '../i18n/format.ts';
import { type Locale, readLocale } from '../i18n/locales.ts';
import { words } from '../i18n/words.ts';
import { isMet, isOpen, type Petition, type PublishedText, textFor } from '../petition/read.ts';
import type { CardFacts } from './draw.ts';

/** The public number, as lib/count gives it: a sealed petition's in its steps. */
interface Shown {
  readonly count: number;
  readonly goal: number;
}

/**
 * The language that a card speaks: the one that was asked for where the petition has a text in it, else the petition's
 * own. There are never more cards of a petition than it has languages.
 */
export function cardLanguage(petition: Petition, asked: string | null): Locale {
  const has = (language: string) => petition.text.texts.some((text) => text.language === language);
  const wished = readLocale(asked ?? '');
  if (wished && has(wished)) return wished;
  return readLocale(petition.sourceLanguage) ?? readLocale(textFor(petition.text, 'en').language) ?? 'en';
}

/** What the card of a petition says at this moment. */
export function cardFacts(petition: Petition, language: Locale, { count, goal }: Shown, now: Date): CardFacts {
  const say = words(language);
  return {
    language,
    site: say('site.name'),
    title: cardTitle(petition, textFor(petition.text, language)),
    number: formatNumber(language, count),
    words: say('count.signatures', { count }),
    state: sayState(petition, language, goal, now),
    part: count / goal,
    partners: listPartners(petition, language),
  };
}

/** The words that the team gave links to this petition, else its title. */
export function cardTitle(petition: Petition, { language, title }: PublishedText): string {
  return petition.cards.find((card) => card.language === language)?.title || title;
}

function sayState(petition: Petition, language: Locale, goal: number, now: Date): string {
  const say = words(language);
  if (isMet(petition)) return say('share.card.met');
  if (!isOpen(petition, now)) return say('share.card.closed');
  return say('count.goal', { goal: formatNumber(language, goal) });
}

/** In letters: two lines of small print. */
const MOST_LETTERS = 150;

/** As many names as have room, the lead's first, and how many more there are. */
function listPartners(petition: Petition, language: Locale): string {
  const say = words(language);
  // Each name keeps its own direction.
  const names = petition.partners.map(({ name }) => `\u2068${pickText(name, language).text}\u2069`);
  for (let shown = names.length; shown > 0; shown -= 1) {
    const list = names.slice(0, shown).join(language === 'ar' ? '، ' : ', ');
    const more = names.length - shown;
    const line = more === 0 ? list : say('share.card.more', { names: list, more });
    if (line.length <= MOST_LETTERS || shown === 1) return line;
  }
  return '';
}
