import { directionOf } from '@/lib/i18n/locales.ts';
import type { Say } from '@/lib/i18n/words.ts';
import type { PublishedText } from '@/lib/petition/read.ts';

/** A petition's own words, in their own language. The panel's preview shows them with these same pieces. */

interface OwnWords {
  readonly text: PublishedText;
}

export const Original = ({ text, words }: OwnWords & { words: string }) => (
  <span lang={text.language} dir={directionOf(text.language)}>
    {words}
  </span>
);

/** `heading` where the page around has an h1 already. */
export function TextHead({ heading: Heading = 'h1', text }: OwnWords & { heading?: 'h1' | 'h2' }) {
  return (
    <div lang={text.language} dir={directionOf(text.language)}>
      <Heading>{text.title}</Heading>
      <p className="lead">{text.demand}</p>
    </div>
  );
}

export function TextBody({ say, text }: OwnWords & { say: Say }) {
  return (
    <>
      <h2 id="text">{say('petition.text')}</h2>
      <div lang={text.language} dir={directionOf(text.language)} dangerouslySetInnerHTML={{ __html: text.html }} />
      <p className="note">
        {say('petition.demands')}:{' '}
        <strong>
          <Original text={text} words={text.act} />
        </strong>
      </p>
    </>
  );
}
