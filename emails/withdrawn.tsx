import { Letter, type LetterFrame, Paragraph } from './letter.tsx';

export interface WithdrawnWords {
  readonly frame: LetterFrame;
  readonly lead: string;
  readonly later: string;
}

/** After everything was taken back. It has no link: there is nothing left that one could open. */
export function Withdrawn({ words }: { words: WithdrawnWords }) {
  return (
    <Letter frame={words.frame}>
      <Paragraph>{words.lead}</Paragraph>
      <Paragraph>{words.later}</Paragraph>
    </Letter>
  );
}
