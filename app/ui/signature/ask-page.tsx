import type { ReactNode } from 'react';
import type { PostedForm } from '@/lib/form.ts';
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
  /** What must be ticked first: a scanner that presses every button it finds ticks nothing (VE-02). */
  readonly box: string;
  readonly isUnticked: boolean;
  readonly children?: ReactNode;
  /** Below the button. */
  readonly after?: ReactNode;
}

/** Where the box was ticked before the button was pressed. */
export const isSure = (form: PostedForm): boolean => form.values.get('sure') === 'yes';

/** One sentence, a box, a button, and a way out. Opening the page changes nothing; only box and button act. */
export function AskPage({
  action,
  after,
  box,
  children,
  isUnticked,
  otherwise,
  sentence,
  submit,
  title,
  visit,
}: AskPageProps) {
  const { say } = visit;
  const problem = isUnticked ? say('form.unticked', { box }) : undefined;
  return (
    <Frame visit={visit} title={title} hasProblems={isUnticked}>
      <div className="narrow">
        {problem && <ErrorSummary title={say('form.problems')} problems={[{ field: 'sure', words: problem }]} />}
        <h1>{title}</h1>
        <p className="lead">{sentence}</p>
        {children}
        <form method="post" action={action} noValidate>
          <Box id="sure" isTicked={false} label={box} problem={problem} />
          <p className="go">
            <button type="submit">{submit}</button>
            <a href={otherwise.href}>{otherwise.words}</a>
          </p>
        </form>
        {after}
      </div>
    </Frame>
  );
}
