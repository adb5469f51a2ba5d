import { expect, test } from '@playwright/test';
import type { LetterKind } from '@/db/schema/mail.ts';
import { directionOf, locales } from '../i18n/locales.ts';
import { newToken } from '../token.ts';
import type { LetterSecrets } from './letters.ts';
import { samples } from './samples.ts';
import { writeLetter } from './write.tsx';

const appUrl = 'https://petitions.test';
const secretsIn = (
  language: LetterSecrets['language'],
  kind: LetterKind = 'confirm-signature',
  wording: LetterSecrets['wording'] = 'plain',
): LetterSecrets => ({
  mailbox: 'anna.unmistakable@example.org',
  language,
  token: newToken(),
  ...(kind === 'update' ? { update: { id: '', number: 7, tellsAll: false } } : {}),
  wording,
  ...(kind === 'update-preview' ? { news: { title: 'Some news', html: '<p>It goes on.</p>' } } : {}),
});

/** Where the links of a letter lead, and nowhere else. */
function linksOf(kind: LetterKind, { language, token }: LetterSecrets): string[] {
  const page = `${appUrl}/${language}/signatures/${token}`;
  switch (kind) {
    case 'confirm-signature':
    case 'reminder':
      return [`${page}/confirmation`, `${page}/refusal`];
    case 'already-signed':
    case 'thanks':
      return [page];
    case 'withdrawn':
      return [];
    case 'update':
      return [`${page}/following/news/7`, `${page}/following`];
    case 'sign-in':
      return [`${appUrl}/sign-in/links/${token}`];
    case 'invitation':
      return [`${appUrl}/sign-in/invitations/${token}`];
    case 'endorsement-asked':
    case 'export-ready':
      return [`${appUrl}/team`];
    case 'update-preview':
      return [];
  }
}

for (const { kind, name: sample, wording } of samples) {
  for (const language of locales) {
    const name = `the ${language} letter ${sample}`;

    test(`${name} is the same bytes when it is written again`, async () => {
      const secrets = secretsIn(language, kind, wording);
      const first = await writeLetter(kind, secrets, appUrl);
      await writeLetter(kind, secretsIn(language, kind, wording), appUrl);
      expect(await writeLetter(kind, { ...secrets }, appUrl)).toEqual(first);
    });

    test(`${name} is 30 KB at most`, async () => {
      const { html, text } = await writeLetter(kind, secretsIn(language, kind, wording), appUrl);
      expect(Buffer.byteLength(html) + Buffer.byteLength(text)).toBeLessThanOrEqual(30 * 1024);
    });

    test(`${name} runs in its direction and says its language`, async () => {
      const { html } = await writeLetter(kind, secretsIn(language, kind, wording), appUrl);
      expect(html).toMatch(new RegExp(`<html[^>]* lang="${language}"`));
      expect(html).toMatch(new RegExp(`<html[^>]* dir="${directionOf(language)}"`));
      expect(new Set([...html.matchAll(/ lang="([^"]*)"/g)].map(([, said]) => said))).toEqual(new Set([language]));
      // Programs that show a letter inside a page of their own drop <html> and <body>.
      expect(html).toMatch(new RegExp(`<table[^>]* class="sheet"[^>]* dir="${directionOf(language)}"`));
    });

    test(`${name} has its link in both forms, and leads nowhere else`, async () => {
      const secrets = secretsIn(language, kind, wording);
      const { html, text } = await writeLetter(kind, secrets, appUrl);
      const wanted = linksOf(kind, secrets);
      expect(new Set(text.match(/https?:\/\/\S+/g) ?? [])).toEqual(new Set(wanted));
      expect(new Set([...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, link]) => link))).toEqual(new Set(wanted));
    });

    test(`PV-13: ${name} names neither its reader nor what was signed`, async () => {
      const { html, subject, text } = await writeLetter(kind, secretsIn(language, kind, wording), appUrl);
      for (const part of [subject, html, text]) {
        expect(part).not.toContain('unmistakable');
        expect(part).not.toMatch(
          /petition(?!s\.test)|петиц|петиці|عريضة|توقيع|\bsign(?!atures\/|[- ]in\b)|подпис|підпис|unterschr|указ|decree/i,
        );
      }
    });

    test(`PV-10: ${name} loads nothing and runs nothing`, async () => {
      const { html } = await writeLetter(kind, secretsIn(language, kind, wording), appUrl);
      expect(html).not.toMatch(/<(img|script|iframe|link|form|video)\b|url\(|@import/i);
    });

    test(`${name} has a subject of one line`, async () => {
      const { subject } = await writeLetter(kind, secretsIn(language, kind, wording), appUrl);
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
