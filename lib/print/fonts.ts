import { join } from 'node:path';

/**
 * Noto Sans (Latin, Cyrillic, Greek) and Noto Sans Arabic, both under the SIL Open Font License 1.1. They come as npm
 * packages, whole and as TrueType: Pango, which sets the cards, reads no web fonts.
 */
const packages = join(process.cwd(), 'node_modules', '@expo-google-fonts');

export type Weight = 'regular' | 'bold';
export type Script = 'european' | 'arabic';

const files: Readonly<Record<Script, Readonly<Record<Weight, string>>>> = {
  european: {
    regular: join(packages, 'noto-sans/400Regular/NotoSans_400Regular.ttf'),
    bold: join(packages, 'noto-sans/700Bold/NotoSans_700Bold.ttf'),
  },
  arabic: {
    regular: join(packages, 'noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf'),
    bold: join(packages, 'noto-sans-arabic/700Bold/NotoSansArabic_700Bold.ttf'),
  },
};

/** Where the font of a script lies, for whoever embeds it. */
export const fontFile = (script: Script, weight: Weight): string => files[script][weight];
