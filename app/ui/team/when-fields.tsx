import { TextField } from '../field.tsx';
import type { Visit } from '../frame.tsx';

interface WhenFieldsProps {
  readonly visit: Visit;
  readonly when: 'now' | 'at';
  readonly at: string;
  readonly problem?: string | undefined;
  /** False where nothing can be done at once. */
  readonly offersNow: boolean;
}

/** Now, or at a date and time. Without script the date may be filled in beside either choice; only "at" reads it. */
export function WhenFields({ at, offersNow, problem, visit: { say }, when }: WhenFieldsProps) {
  return (
    <fieldset>
      <legend>{say('publication.when')}</legend>
      {offersNow ? (
        (['now', 'at'] as const).map((choice) => (
          <div className="box" key={choice}>
            <input id={`when-${choice}`} name="when" type="radio" value={choice} defaultChecked={choice === when} />
            <label htmlFor={`when-${choice}`}>{say(`publication.when.${choice}`)}</label>
          </div>
        ))
      ) : (
        <input type="hidden" name="when" value="at" />
      )}
      <TextField
        id="at"
        type="datetime-local"
        label={say('publication.at')}
        hint={say('publication.at.hint')}
        problem={problem}
        value={at}
        direction="ltr"
      />
    </fieldset>
  );
}
