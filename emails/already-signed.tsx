import { Action, Copy, Letter, type LetterFrame, Paragraph } from './letter.tsx';

export interface AlreadySignedWords {
  readonly frame: LetterFrame;
  readonly lead: string;
  readonly button: string;
  readonly copy: string;
  readonly later: string;
}

/** For a mailbox that has signed before. The page told the visitor nothing; only this letter knows. */
export function AlreadySigned({ words, signatureUrl }: { words: AlreadySignedWords; signatureUrl: string }) {
  return (
    <Letter frame={words.frame}>
      <Paragraph>{words.lead}</Paragraph>
      <Action href={signatureUrl}>{words.button}</Action>
      <Copy words={words.copy} href={signatureUrl} />
      <Paragraph>{words.later}</Paragraph>
    </Letter>
  );
}
