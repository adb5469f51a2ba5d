import { type LetterWording, letterWordings } from '@/db/schema/petition.ts';
import { settings } from '../../env.ts';
import { type Locale, locales } from '../../i18n/locales.ts';
import { type WrittenLetter, writeLetter } from '../../mail/write.tsx';
import { newToken } from '../../token.ts';

export interface SampleLetter extends Pick<WrittenLetter, 'subject' | 'text'> {
  readonly wording: LetterWording;
  readonly language: Locale;
}

/** Every confirmation letter that a signer may get, whole, as it is sent. Their links open nothing. */
export async function confirmationLetters(): Promise<SampleLetter[]> {
  const letters: SampleLetter[] = [];
  for (const wording of letterWordings) {
    for (const language of locales) {
      const secrets = { mailbox: '', language, token: newToken(), wording };
      const { subject, text } = await writeLetter('confirm-signature', secrets, settings().APP_URL);
      letters.push({ wording, language, subject, text });
    }
  }
  return letters;
}
