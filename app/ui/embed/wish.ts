import { type Locale, readLocale } from '@/lib/i18n/locales.ts';

export const themes = ['auto', 'light', 'dark'] as const;
export const accents = ['green', 'blue', 'red', 'grey'] as const;

/** How a frame on another site looks. Everything else that stands in its address is left out. */
export interface EmbedWish {
  readonly language: Locale | null;
  readonly theme: (typeof themes)[number];
  readonly accent: (typeof accents)[number];
}

export const readEmbedWish = (parameters: URLSearchParams): EmbedWish => ({
  language: readLocale(parameters.get('lang') ?? ''),
  theme: themes.find((theme) => theme === parameters.get('theme')) ?? 'auto',
  accent: accents.find((accent) => accent === parameters.get('accent')) ?? 'green',
});

/** Pixels of a frame that nobody sizes: enough for a long title on a phone. */
export const FIXED_HEIGHT = 380;
