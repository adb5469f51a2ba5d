import { Section } from 'react-email';
import { Aside, Letter, type LetterFrame, Paragraph } from './letter.tsx';

export interface UpdateLetterWords {
  readonly frame: LetterFrame;
  readonly title: string;
  /** The update's text as HTML that is safe as it is (lib/petition/markdown). */
  readonly html: string;
  readonly why: string;
}

/** News for those who asked for it. */
export function UpdateLetter({ words }: { words: UpdateLetterWords }) {
  return (
    <Letter frame={words.frame}>
      <Paragraph>
        <strong>{words.title}</strong>
      </Paragraph>
      <Section style={{ fontSize: '17px', lineHeight: '26px' }}>
        <div dangerouslySetInnerHTML={{ __html: words.html }} />
      </Section>
      <Aside>{words.why}</Aside>
    </Letter>
  );
}
