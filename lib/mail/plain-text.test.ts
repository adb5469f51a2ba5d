import { expect, test } from '@playwright/test';
import { words } from '../i18n/words.ts';
import { oneLine, plainTextOf } from './plain-text.ts';
import { sampleLetters, writeSample } from './samples.ts';

const appUrl = 'https://petitions.test';
const isAddress = (line: string) => /^https?:\/\/\S+$/.test(line.trim());
const squeezed = (text: string) => text.replace(/\s+/g, ' ').trim();

/** The words of the HTML, in their order. */
const wordsOf = (html: string): string =>
  squeezed(
    html
      .replace(/<head>[\s\S]*?<\/head>|<!--[\s\S]*?-->/g, '')
      .replace(/<\/?(?:strong|a|span)\b[^>]*>/g, '')
      .replace(/<[^>]+>/g, ' ')
      .replaceAll('&#x27;', "'"),
  );

for (const { language, sample } of sampleLetters) {
  const name = `the text of the ${language} letter ${sample.name}`;
  const written = () => writeSample(sample, language, appUrl);
  const isNews = sample.kind === 'update-preview';

  test(`${name} has no line of more than 76 characters but addresses`, async () => {
    const lines = (await written()).text.split('\n');
    expect(lines.filter((line) => line.length > 76 && !isAddress(line))).toEqual([]);
  });

  test(`${name} has each address on a line of its own`, async () => {
    const { text } = await written();
    const lines = text.split('\n').filter((line) => line.includes('://'));
    expect(lines.filter((line) => !isAddress(line))).toEqual([]);
    expect(lines.length > 0 || sample.kind === 'withdrawn').toBe(true);
  });

  test(`${name} has no trace of markup, and does not speak of a button`, async () => {
    const { text } = await written();
    expect(text).not.toMatch(/<\/?[a-z]|&#?\w+;|[{}]|undefined|\n{4,}|[ \t]+\n/i);
    expect(squeezed(text)).not.toContain(words(language)('letter.copy'));
  });

  test(`${name} begins with the greeting and says all in the order of the HTML`, async () => {
    const { html, text } = await written();
    const paragraphs = text.split(/\n{2,}/).map(squeezed);
    expect(paragraphs[0]).toBe(words(language)('letter.greeting'));
    const said = wordsOf(html);
    let from = 0;
    for (const paragraph of paragraphs.filter((one) => one !== '---')) {
      // A button's words are followed by a colon and its address; a quotation and a list by their marks.
      for (const part of paragraph.split(/:? https:\S+|(?:^|\s)[*>]\s/).map((one) => one.trim())) {
        const at = said.indexOf(part, from);
        expect(at, part).toBeGreaterThanOrEqual(0);
        from = at + part.length;
      }
    }
  });

  if (language === 'de' && !isNews) {
    test(`${name} goes on in lower case behind the comma of its greeting`, async () => {
      const [greeting = '', lead = ''] = (await written()).text.split(/\n{2,}/);
      expect(greeting).toMatch(/,$/);
      // The polite forms are written with a capital wherever they stand.
      expect(lead).toMatch(/^(?:[a-zäöü]|Sie\b|Ihre?[nmrs]?\b)/);
    });
  }
}

test('an address of any length stays whole', () => {
  const href = `https://petitions.test/${'long/'.repeat(60)}`;
  expect(plainTextOf(`<p>Words</p><a class="button" href="${href}">Open</a>`)).toBe(`Words\n\nOpen:\n${href}`);
});

test('a subject is one line, and nothing in it turns what stands around it', () => {
  expect(oneLine(' One\r\nBcc: eve@example.org\u2028two\u2029three\u0085\u0000four\t\u202egnihton ')).toBe(
    'One Bcc: eve@example.org two three four gnihton',
  );
  expect(oneLine('می‌خواهم 👩‍👧')).toBe('می‌خواهم 👩‍👧');
});
