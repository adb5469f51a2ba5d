import { join } from 'node:path';

/**
 * Tells Fontconfig, which Pango asks for fonts, of ours and of no others: a card looks the same on every machine, and
 * needs no font of the system. It reads its settings once per process, when the first text is set: whoever sets text
 * calls this before.
 */
export function chooseOwnFonts(): void {
  process.env.FONTCONFIG_FILE = join(process.cwd(), 'lib/card/fonts.conf');
}
