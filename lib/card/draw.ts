import sharp, { type OverlayOptions } from 'sharp';
import { directionOf, type Locale } from '../i18n/locales.ts';
import { fitText, type SetText, setText } from './set-text.ts';

/** In pixels: what sites that show cards ask for. */
export const CARD = { width: 1200, height: 630 } as const;

/** Everything that a card says, in whole sentences of its language. */
export interface CardFacts {
  readonly language: Locale;
  readonly site: string;
  readonly title: string;
  /** "12,345" and "confirmed signatures". */
  readonly number: string;
  readonly words: string;
  /** "Next goal: 20,000"; or that it is closed. */
  readonly state: string;
  /** Of the bar, 0 to 1. */
  readonly part: number;
  readonly partners: string;
}

const EDGE = 64;
const INNER = CARD.width - 2 * EDGE;
const BAND = 20;
const colors = {
  paper: '#f6f5f1',
  ink: '#1c1b19',
  soft: '#5c574d',
  line: '#d5d1c6',
  green: '#1f4d3a',
  sheet: '#ffffff',
};

/** Draws the card: the title above, the number and its bar below, who stands behind it at the foot. */
export async function drawCard(facts: CardFacts): Promise<Buffer> {
  const { number, partners, site, state, title, words } = facts;
  const { green, ink, soft } = colors;
  const [site_, title_, number_, words_, state_, partners_] = await Promise.all([
    setText({ text: site, size: 28, isBold: true, color: green, width: INNER }),
    fitText({ text: title, isBold: true, color: ink, width: INNER }, [66, 58, 50, 44, 38], 240),
    setText({ text: number, size: 72, isBold: true, color: green, width: INNER }),
    fitText({ text: words, color: ink, width: 560 }, [32, 28, 24], 90),
    fitText({ text: state, color: soft, width: 480 }, [28, 24, 20], 70),
    partners ? fitText({ text: partners, color: soft, width: INNER }, [25, 22, 20], 92) : null,
  ]);
  const isRtl = directionOf(facts.language) === 'rtl';
  const place = (set: SetText, top: number, start = EDGE): OverlayOptions => ({
    ...set,
    top: Math.round(top),
    left: Math.round(isRtl ? CARD.width - start - set.raw.width : start),
  });
  // The number and what it counts stand on one line, their feet together; the goal ends at the other edge.
  const foot = 468;
  const overlays = [
    place(site_, 44),
    place(title_, 108),
    place(number_, foot - number_.raw.height),
    place(words_, foot - words_.raw.height, EDGE + number_.raw.width + 24),
    place(state_, foot - state_.raw.height, CARD.width - EDGE - state_.raw.width),
    ...(partners_ ? [place(partners_, 522)] : []),
  ];
  return sharp(paper(facts.part, isRtl))
    .composite(overlays)
    .removeAlpha()
    .png({ compressionLevel: 6, palette: true, colours: 64, effort: 1 })
    .toBuffer();
}

/** The card without its words. */
function paper(part: number, isRtl: boolean): Buffer {
  const filled = Math.round(INNER * Math.min(1, Math.max(0, part)));
  const { green, line, paper, sheet } = colors;
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${CARD.width}" height="${CARD.height}">` +
      `<rect width="100%" height="100%" fill="${paper}"/>` +
      `<rect x="${isRtl ? CARD.width - BAND : 0}" width="${BAND}" height="100%" fill="${green}"/>` +
      `<rect x="${EDGE}" y="488" width="${INNER}" height="20" fill="${sheet}" stroke="${line}"/>` +
      `<rect x="${isRtl ? EDGE + INNER - filled : EDGE}" y="488" width="${filled}" height="20" fill="${green}"/></svg>`,
  );
}
