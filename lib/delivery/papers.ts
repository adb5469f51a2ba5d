import type { LocalText } from '@/db/columns.ts';
import { formatDay, formatMoment, formatNumber, pickText } from '../i18n/format.ts';
import { directionOf, type Locale, locales } from '../i18n/locales.ts';
import { words } from '../i18n/words.ts';
import { type PublishedText, textFor } from '../petition/read.ts';
import { Sheet } from '../print/sheet.ts';
import { holdsNames, type PackFacts } from './facts.ts';

/** What the papers of a pack speak of. */
export interface Papers {
  readonly facts: PackFacts;
  /** How many names go with it. */
  readonly names: number;
  readonly addressee: LocalText;
  readonly note: LocalText;
  /** The petition's own address. */
  readonly page: string;
}

/** The petition's languages that the papers can be written in; English where there is none. */
export function paperLanguages({ petition }: PackFacts): readonly Locale[] {
  const own = locales.filter((locale) => petition.text.texts.some(({ language }) => language === locale));
  return own.length > 0 ? own : ['en'];
}

const BODY = { size: 11, above: 8 };

interface Paper {
  readonly sheet: Sheet;
  readonly text: PublishedText;
}

async function setPaper(
  title: string,
  locale: Locale,
  { facts }: Papers,
  set: (paper: Paper) => void,
): Promise<Buffer> {
  const sheet = new Sheet({ title, language: locale, direction: directionOf(locale), made: facts.asOf });
  const bytes = collect(sheet);
  set({ sheet, text: textFor(facts.petition.text, locale) });
  sheet.end();
  return bytes;
}

async function collect(sheet: Sheet): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of sheet.bytes) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** The letter that lies on top: who hands over what, to whom, and what it asks for. */
export function setCoverLetter(locale: Locale, papers: Papers): Promise<Buffer> {
  const say = words(locale);
  const { addressee, facts, names, note } = papers;
  const { petition, sums } = facts;
  return setPaper(say('pack.letter.title'), locale, papers, ({ sheet, text }) => {
    const count = formatNumber(locale, sums.count);
    sheet.paragraph(pickText(petition.coalition.name, locale).text, { size: 11, ink: 0.7 });
    sheet.paragraph(say('pack.letter.to', { addressee: pickText(addressee, locale).text }), { size: 11, above: 18 });
    sheet.paragraph(text.title, { size: 18, weight: 'bold', above: 22 });
    sheet.paragraph(say('pack.letter.opening', { count: sums.count, day: formatDay(locale, facts.asOf) }), BODY);
    sheet.paragraph(say('pack.letter.demand'), { ...BODY, weight: 'bold', above: 14 });
    sheet.paragraph(text.demand, { size: 11 });
    sheet.paragraph(say('pack.letter.act'), { ...BODY, weight: 'bold' });
    sheet.paragraph(text.act, { size: 11 });
    const own = note[locale];
    if (own) sheet.paragraph(own, { ...BODY, above: 14 });
    sheet.paragraph(holdsNames(facts) ? say('pack.letter.names', { names, count }) : say('pack.letter.no-names'), {
      ...BODY,
      above: 14,
    });
    sheet.paragraph(say('pack.letter.check'), BODY);
    sheet.paragraph(say('pack.letter.behind', { count: petition.partners.length }), {
      ...BODY,
      weight: 'bold',
      above: 14,
    });
    sheet.paragraph(petition.partners.map(({ name }) => pickText(name, locale).text).join(' · '), { size: 10 });
    sheet.paragraph(say('pack.letter.signed'), { size: 11, above: 40 });
    sheet.rule();
  });
}

/** What the count is, how it came about and how anybody checks it. */
export function setCertificate(locale: Locale, papers: Papers): Promise<Buffer> {
  const say = words(locale);
  const { facts, names, page } = papers;
  const { checkpoint, petition, sums } = facts;
  const number = (value: number) => formatNumber(locale, value);
  return setPaper(say('pack.certificate.title'), locale, papers, ({ sheet, text }) => {
    const fact = (label: string, value: string) => {
      sheet.paragraph(label, { size: 9.5, ink: 0.65, above: 7 });
      sheet.paragraph(value, { size: 11 });
    };
    /** Hashes and addresses run from left to right in every language, and hold no blank to break at. */
    const machine = (label: string, value: string) => {
      sheet.paragraph(label, { size: 9.5, ink: 0.65, above: 7 });
      for (const part of value.match(/.{1,64}/g) ?? []) sheet.line(part, { size: 9.5 }, 'ltr');
    };
    sheet.paragraph(say('pack.certificate.title'), { size: 18, weight: 'bold' });
    sheet.paragraph(text.title, { size: 13, above: 6 });
    sheet.rule();
    sheet.paragraph(say('pack.certificate.count', { count: sums.count }), { size: 16, weight: 'bold' });
    sheet.paragraph(say('pack.certificate.as-of', { moment: formatMoment(locale, facts.asOf) }), { size: 11 });
    fact(say('pack.certificate.confirmed'), number(sums.confirmed));
    fact(say('pack.certificate.withdrawn'), number(sums.withdrawn));
    fact(say('pack.certificate.invalidated'), number(sums.invalidated));
    if (!facts.isExact) sheet.paragraph(say('pack.certificate.steps'), { size: 10, above: 4 });
    fact(say('pack.certificate.names'), holdsNames(facts) ? number(names) : say('pack.certificate.no-names'));
    fact(say('pack.certificate.since'), formatDay(locale, petition.publishedAt));
    machine(say('pack.certificate.page'), page);
    machine(say('pack.certificate.text', { version: petition.text.version }), petition.text.sha256);
    if (checkpoint) machine(say('pack.certificate.log', { size: checkpoint.size }), checkpoint.root);
    sheet.rule();
    for (const key of ['one', 'mailbox', 'removal', 'check'] as const)
      sheet.paragraph(say(`pack.certificate.how.${key}`), { size: 10.5, above: 5 });
  });
}
