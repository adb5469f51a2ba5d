import type { ReactNode } from 'react';
import { styles } from '@/app/ui/style.ts';
import { directionOf, type Locale, localeNames, locales } from '@/lib/i18n/locales.ts';
import type { Sample } from '@/lib/mail/samples.ts';
import type { WrittenLetter } from '@/lib/mail/write.tsx';
import { galleryPath, letterSheetPath, sampleLetterPath } from '@/lib/urls.ts';

/** Where every letter can be looked at. For those who work on it, so it speaks English. */

const Paper = ({ children, title }: { children: ReactNode; title: string }) => (
  <html lang="en">
    <head>
      <meta charSet="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <title>{title}</title>
      <style dangerouslySetInnerHTML={{ __html: styles.whole }} />
      <link rel="icon" href="/icon.svg" />
    </head>
    <body>
      <main className="band">
        <h1>{title}</h1>
        {children}
      </main>
    </body>
  </html>
);

export interface GalleryLetter {
  readonly sample: Sample;
  readonly language: Locale;
  readonly written: WrittenLetter;
}

const bytes = (text: string): number => Buffer.byteLength(text);

const sizeOf = ({ html, text }: WrittenLetter) =>
  `${bytes(html)} + ${bytes(text)} = ${bytes(html) + bytes(text)} of 30720 bytes`;

/** The list: each letter in each language, with its subject and sizes (HTML + text). */
export const GalleryList = ({ letters }: { letters: readonly GalleryLetter[] }) => (
  <Paper title="Every letter">
    <p className="lead">As they are sent, with a token that opens nothing.</p>
    <ul className="list">
      {letters.map(({ language, sample, written }) => (
        <li key={`${sample.name}/${language}`}>
          <a href={sampleLetterPath(sample.name, language)}>
            {sample.name}, {localeNames[language]}
          </a>
          : <bdi lang={language}>{written.subject}</bdi>
          <span className="hint">{sizeOf(written)}</span>
        </li>
      ))}
    </ul>
  </Paper>
);

/** In pixels: a telephone, and the widest that a letter gets. */
const widths = [360, 600] as const;
const HEIGHT = 760;

/** One letter: at both widths, in the light and in the dark, and as text. */
export const GalleryPage = ({ language, sample, written }: GalleryLetter) => (
  <Paper title={`${sample.name}, ${localeNames[language]}`}>
    <p className="lead">
      <bdi lang={language}>{written.subject}</bdi>
    </p>
    <p className="soft">{sizeOf(written)}</p>
    <ul className="row">
      <li>
        <a href={galleryPath}>Every letter</a>
      </li>
      {locales.map((other) => (
        <li key={other}>
          <a href={sampleLetterPath(sample.name, other)} lang={other}>
            {localeNames[other]}
          </a>
        </li>
      ))}
    </ul>
    {(['light', 'dark'] as const).flatMap((scheme) =>
      widths.map((width) => (
        <section key={`${scheme}-${width}`}>
          <h2>
            {width} pixels, {scheme}
          </h2>
          <iframe
            title={`${sample.name}, ${width} pixels, ${scheme}`}
            src={letterSheetPath(sample.name, language, scheme)}
            width={width}
            height={HEIGHT}
            sandbox=""
          />
        </section>
      )),
    )}
    <h2>As text</h2>
    <pre lang={language} dir={directionOf(language)}>
      {written.text}
    </pre>
  </Paper>
);

export type Scheme = 'light' | 'dark';

/** As a mail program shows it that is set to this scheme, whatever the browser is set to. */
export const inScheme = (html: string, scheme: Scheme): string =>
  html
    .replaceAll('(prefers-color-scheme:dark)', scheme === 'dark' ? 'all' : 'not all')
    .replaceAll('color-scheme:light dark', `color-scheme:${scheme}`);
