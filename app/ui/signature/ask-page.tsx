import type { ReactNode } from 'react';
import { Box, ErrorSummary } from '../field.tsx';
import { Frame, type Visit } from '../frame.tsx';

interface AskPageProps {
  readonly visit: Visit;
  readonly title: string;
  readonly sentence: string;
  readonly action: string;
  readonly submit: string;
  /** The way out, beside the button. */
  readonly otherwise: { readonly href: string; readonly words: string };
  /** A box that must be ticked first, and what is said when it was not. */
  readonly box?: { readonly label: string; readonly problem: string | null };
  readonly children?: ReactNode;
}

/** One sentence, one button, and a way out. Opening the page changes nothing; only the button acts. */
export function AskPage({ action, box, children, otherwise, sentence, submit, title, visit }: AskPageProps) {
  const { say } = visit;
  return (
    <Frame visit={visit} title={title} hasProblems={Boolean(box?.problem)}>
      <div className="narrow">
        {box?.problem && (
          <ErrorSummary title={say('form.problems')} problems={[{ field: 'sure', words: box.problem }]} />
        )}
        <h1>{title}</h1>
        <p className="lead">{sentence}</p>
        {children}
        <form method="post" action={action} noValidate>
          {box && <Box id="sure" isTicked={false} label={box.label} problem={box.problem ?? undefined} />}
          <p className="go">
            <button type="submit">{submit}</button>
            <a href={otherwise.href}>{otherwise.words}</a>
          </p>
        </form>
      </div>
    </Frame>
  );
}
