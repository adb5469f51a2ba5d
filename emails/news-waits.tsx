import { Action, Address, Aside, Copy, Letter, type LetterFrame, Paragraph } from './letter.tsx';

export interface NewsWaitsWords {
  readonly frame: LetterFrame;
  readonly lead: string;
  readonly button: string;
  readonly copy: string;
  readonly why: string;
  readonly stop: string;
}

/** News for those whose mailbox may be read along: it says that there is some, and nothing of what it is about. */
export function NewsWaits({ words, newsUrl, stopUrl }: { words: NewsWaitsWords; newsUrl: string; stopUrl: string }) {
  return (
    <Letter frame={words.frame}>
      <Paragraph>{words.lead}</Paragraph>
      <Action href={newsUrl}>{words.button}</Action>
      <Copy words={words.copy} href={newsUrl} />
      <Aside>
        {words.why} {words.stop}
      </Aside>
      <Address href={stopUrl} />
    </Letter>
  );
}
