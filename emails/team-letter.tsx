import { Action, Copy, Letter, type LetterFrame, Paragraph } from './letter.tsx';

export interface TeamLetterWords {
  readonly frame: LetterFrame;
  readonly lead: string;
  readonly button: string;
  readonly copy: string;
  readonly later: string;
}

/** For members of a team: one sentence, one link. It names no coalition and no petition: mailboxes are read along. */
export function TeamLetter({ words, url }: { words: TeamLetterWords; url: string }) {
  return (
    <Letter frame={words.frame}>
      <Paragraph>{words.lead}</Paragraph>
      <Action href={url}>{words.button}</Action>
      <Copy words={words.copy} href={url} />
      <Paragraph>{words.later}</Paragraph>
    </Letter>
  );
}
