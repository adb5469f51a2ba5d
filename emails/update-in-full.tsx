import { Section } from 'react-email';
import { Action, Address, Aside, Letter, type LetterFrame } from './letter.tsx';

export interface UpdateInFullWords {
  readonly frame: LetterFrame;
  readonly petition: string;
  readonly title: string;
  /** The update's text as HTML that is safe as it is (lib/petition/markdown). */
  readonly html: string;
  /** Language and direction of title and text, which may be another than the frame's. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  /** Says which language it is, where it is not the reader's; else empty. */
  readonly other: string;
  readonly button: string;
  readonly why: string;
  readonly stop: string;
}

interface UpdateInFullProps {
  readonly words: UpdateInFullWords;
  readonly pageUrl: string;
  readonly stopUrl: string;
}

/** News of a public petition for those who asked for it: all of it, where it stands, and how to stop it. */
export function UpdateInFull({ words, pageUrl, stopUrl }: UpdateInFullProps) {
  return (
    <Letter frame={words.frame}>
      <Aside>{words.petition}</Aside>
      {words.other && <Aside>{words.other}</Aside>}
      <Section style={{ fontSize: '17px', lineHeight: '26px' }}>
        <div lang={words.language} dir={words.direction}>
          <h1 style={{ fontSize: '22px', lineHeight: '30px', margin: '0 0 16px' }}>{words.title}</h1>
          <div dangerouslySetInnerHTML={{ __html: words.html }} />
        </div>
      </Section>
      <Action href={pageUrl}>{words.button}</Action>
      <Aside>
        {words.why} {words.stop}
      </Aside>
      <Address href={stopUrl} />
    </Letter>
  );
}
