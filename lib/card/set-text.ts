import sharp from 'sharp';
import { chooseOwnFonts } from './own-fonts.ts';

/** Text that is set: a picture of it and its size in pixels. */
export interface SetText {
  readonly input: Buffer;
  readonly raw: { readonly width: number; readonly height: number; readonly channels: 4 };
}

export interface TextWish {
  readonly text: string;
  /** In pixels. */
  readonly size: number;
  readonly isBold?: boolean;
  /** As "#1c1b19". */
  readonly color: string;
  /** The longest line, in pixels. */
  readonly width: number;
}

/** Neither bytes that Pango's markup cannot hold, nor signs that it would read as markup. */
const writeMarkup = (text: string): string =>
  text.replace(/\p{Cc}+/gu, ' ').replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Sets a text in lines: Pango joins Arabic letters and orders what runs right to left by itself. */
export async function setText({ color, isBold, size, text, width }: TextWish): Promise<SetText> {
  chooseOwnFonts();
  const { data, info } = await sharp({
    text: {
      text: `<span foreground="${color}">${writeMarkup(text)}</span>`,
      font: `Noto Sans ${isBold ? 'Bold ' : ''}${size}`,
      // One point is one pixel.
      dpi: 72,
      rgba: true,
      wrap: 'word-char',
      width,
    },
  })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { input: data, raw: { width: info.width, height: info.height, channels: 4 } };
}

/**
 * The text in the largest of the sizes in which it is no higher than `height`; cut short with "…" where even the
 * smallest is too high.
 */
export async function fitText(wish: Omit<TextWish, 'size'>, sizes: readonly number[], height: number) {
  for (const size of sizes) {
    const set = await setText({ ...wish, size });
    if (set.raw.height <= height) return set;
  }
  return cutText({ ...wish, size: sizes.at(-1) ?? 24 }, height);
}

/** A fifth less until it fits: at most a dozen tries for the longest title there can be. */
async function cutText(wish: TextWish, height: number): Promise<SetText> {
  let kept = wish.text.slice(0, 400);
  for (;;) {
    kept = kept.slice(0, Math.floor(kept.length * 0.8)).replace(/[\s\p{P}\ud800-\udbff]+$/u, '');
    const set = await setText({ ...wish, text: `${kept}…` });
    if (set.raw.height <= height || kept.length < 8) return set;
  }
}
