import { expect, test } from '@playwright/test';
import { letterKinds } from '@/db/schema/mail.ts';
import { directionOf, locales } from '../i18n/locales.ts';
import { newToken } from '../token.ts';
import type { LetterSecrets } from './letters.ts';
import { writeLetter } from './write.tsx';

const appUrl = 'https://petitions.test';
const secretsIn = (language: LetterSecrets['language']): LetterSecrets => ({
  mailbox: 'anna.unmistakable@example.org',
  language,
  token: newToken(),
});

for (const kind of letterKinds) {
  for (const language of locales) {
    const name = `the ${language} letter ${kind}`;

    test(`${name} is the same bytes when it is written again`, async () => {
      const secrets = secretsIn(language);
      const first = await writeLetter(kind, secrets, appUrl);
      await writeLetter(kind, secretsIn(language), appUrl);
      expect(await writeLetter(kind, { ...secrets }, appUrl)).toEqual(first);
    });

    test(`${name} is 30 KB at most`, async () => {
      const { html, text } = await writeLetter(kind, secretsIn(language), appUrl);
      expect(Buffer.byteLength(html) + Buffer.byteLength(text)).toBeLessThanOrEqual(30 * 1024);
    });

    test(`${name} runs in its direction and says its language`, async () => {
      const { html } = await writeLetter(kind, secretsIn(language), appUrl);
      expect(html).toMatch(new RegExp(`<html[^>]* lang="${language}"`));
      expect(html).toMatch(new RegExp(`<html[^>]* dir="${directionOf(language)}"`));
    });

    test(`${name} has its link in both forms, and leads nowhere else`, async () => {
      const secrets = secretsIn(language);
      const { html, text } = await writeLetter(kind, secrets, appUrl);
      const page = `${appUrl}/${language}/signatures/${secrets.token}`;
      const wanted = kind === 'confirm-signature' ? [`${page}/confirmation`, `${page}/refusal`] : [page];
      expect(new Set(text.match(/https?:\/\/\S+/g))).toEqual(new Set(wanted));
      expect(new Set([...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, link]) => link))).toEqual(new Set(wanted));
    });

    test(`${name} names neither its reader nor what was signed`, async () => {
      const { html, subject, text } = await writeLetter(kind, secretsIn(language), appUrl);
      for (const part of [subject, html, text]) {
        expect(part).not.toContain('unmistakable');
        expect(part).not.toMatch(
          /petition(?!s\.test)|петиц|петиці|عريضة|توقيع|\bsign(?!atures\/)|подпис|підпис|unterschr|указ|decree/i,
        );
      }
    });

    test(`${name} loads nothing and runs nothing`, async () => {
      const { html } = await writeLetter(kind, secretsIn(language), appUrl);
      expect(html).not.toMatch(/<(img|script|iframe|link|form|video)\b|url\(|@import/i);
    });

    test(`${name} has a subject of one line`, async () => {
      const { subject } = await writeLetter(kind, secretsIn(language), appUrl);
      expect(subject).toMatch(/^[^\r\n]{3,60}$/);
    });
  }
}

test('letters of two kinds, languages or tokens are different letters', async () => {
  const secrets = secretsIn('en');
  const letters = await Promise.all([
    writeLetter('confirm-signature', secrets, appUrl),
    writeLetter('already-signed', secrets, appUrl),
    writeLetter('confirm-signature', { ...secrets, language: 'ru' }, appUrl),
    writeLetter('confirm-signature', { ...secrets, token: newToken() }, appUrl),
  ]);
  expect(new Set(letters.map(({ html }) => html)).size).toBe(4);
});
