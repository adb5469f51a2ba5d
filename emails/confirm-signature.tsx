import { Action, Address, Aside, Copy, Letter, type LetterFrame, Paragraph } from './letter.tsx';

export interface ConfirmSignatureWords {
  readonly frame: LetterFrame;
  readonly lead: string;
  readonly button: string;
  readonly copy: string;
  readonly refuse: string;
  readonly later: string;
}

/** Names no petition and quotes nothing that was typed: it is read by mailbox providers, too (PV-13, SA-08). */
export function ConfirmSignature(props: { words: ConfirmSignatureWords; confirmUrl: string; refuseUrl: string }) {
  const { confirmUrl, refuseUrl, words } = props;
  return (
    <Letter frame={words.frame}>
      <Paragraph>{words.lead}</Paragraph>
      <Action href={confirmUrl}>{words.button}</Action>
      <Copy words={words.copy} href={confirmUrl} />
      <Paragraph>{words.later}</Paragraph>
      <Aside>{words.refuse}</Aside>
      <Address href={refuseUrl} />
    </Letter>
  );
}
