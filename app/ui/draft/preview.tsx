import { type DraftFields, textOf } from '@/lib/draft/fields.ts';
import { directionOf, type Locale } from '@/lib/i18n/locales.ts';
import { words } from '@/lib/i18n/words.ts';
import { renderMarkdown } from '@/lib/petition/markdown.ts';
import { Frame, type Visit } from '../frame.tsx';
import { Original, TextBody, TextHead } from '../petition/petition-text.tsx';

interface PreviewProps {
  readonly language: Locale;
  readonly fields: DraftFields;
  readonly heading?: 'h1' | 'h2';
}

/** A draft in the pieces of the public page, with that page's words around it. */
export function Preview({ fields, heading = 'h2', language }: PreviewProps) {
  const say = words(language);
  const plain = textOf(language, fields);
  // A heading must say something; a text without a title is not published.
  const text = { ...plain, title: plain.title || '–', html: renderMarkdown(plain.body) };
  return (
    <div id="preview" className="preview" lang={language} dir={directionOf(language)}>
      <TextHead text={text} heading={heading} />
      <p className="soft">
        {say('petition.to')}: <Original text={text} words={text.addressee} />
      </p>
      <section aria-labelledby="text">
        <TextBody text={text} say={say} />
      </section>
    </div>
  );
}

/** The preview as a page of its own, as the public will see it: for those whose browser runs no script. */
export function PreviewPage({ fields, language, visit }: PreviewProps & { visit: Visit }) {
  const title = visit.say('draft.preview.title');
  return (
    <Frame visit={{ ...visit, locale: language, say: words(language), place: '' }} title={title}>
      <p className="note" lang={visit.locale}>
        {visit.say('draft.preview.lead')}
      </p>
      <Preview fields={fields} language={language} heading="h1" />
    </Frame>
  );
}
