import type { ReactElement } from 'react';
import { render, toPlainText } from 'react-email';
import type { LetterKind } from '@/db/schema/mail.ts';
import { AlreadySigned } from '@/emails/already-signed.tsx';
import { ConfirmSignature } from '@/emails/confirm-signature.tsx';
import type { LetterFrame } from '@/emails/letter.tsx';
import { directionOf, type Locale } from '../i18n/locales.ts';
import { type Say, words } from '../i18n/words.ts';
import { confirmationPath, refusalPath, signaturePath } from '../urls.ts';
import type { LetterSecrets } from './letters.ts';

export interface WrittenLetter {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/**
 * Writes a letter out. The same secrets give the same bytes: the provider compares a repeated call with the
 * first one, and refuses one that differs.
 */
export async function writeLetter(kind: LetterKind, secrets: LetterSecrets, appUrl: string): Promise<WrittenLetter> {
  const say = words(secrets.language);
  const html = await render(layOut(kind, secrets, say, appUrl));
  return { subject: say(`letter.subject.${kind}`), html, text: toPlainText(html) };
}

function layOut(kind: LetterKind, secrets: LetterSecrets, say: Say, appUrl: string): ReactElement {
  const { language, token } = secrets;
  const frame = frameOf(language, say);
  switch (kind) {
    case 'confirm-signature':
      return (
        <ConfirmSignature
          words={{
            frame,
            lead: say('letter.confirm.lead'),
            button: say('letter.confirm.button'),
            copy: say('letter.copy'),
            refuse: say('letter.confirm.refuse'),
            later: say('letter.confirm.later'),
          }}
          confirmUrl={appUrl + confirmationPath(language, token)}
          refuseUrl={appUrl + refusalPath(language, token)}
        />
      );
    case 'already-signed':
      return (
        <AlreadySigned
          words={{
            frame,
            lead: say('letter.already.lead'),
            button: say('letter.already.button'),
            copy: say('letter.copy'),
            later: say('letter.already.later'),
          }}
          signatureUrl={appUrl + signaturePath(language, token)}
        />
      );
  }
}

const frameOf = (language: Locale, say: Say): LetterFrame => ({
  language,
  direction: directionOf(language),
  greeting: say('letter.greeting'),
  footer: say('letter.footer'),
});
