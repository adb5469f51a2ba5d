import type { ReactNode } from 'react';

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
}

/** Ids of hint and problem, for aria-describedby. */
const describedBy = ({ hint, id, problem }: FieldProps): string | undefined =>
  [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ') || undefined;

function Label(props: FieldProps) {
  const { hint, id, label, problem } = props;
  return (
    <>
      <label htmlFor={id}>{label}</label>
      {hint && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {problem && (
        <span className="wrong" id={`${id}-problem`}>
          {problem}
        </span>
      )}
    </>
  );
}

const stateOf = (props: FieldProps) => ({
  id: props.id,
  name: props.id,
  'aria-describedby': describedBy(props),
  'aria-invalid': props.problem ? (true as const) : undefined,
});

interface TextFieldProps extends FieldProps {
  readonly type: 'text' | 'email' | 'search' | 'url' | 'date' | 'datetime-local' | 'number' | 'password';
  readonly value: string;
  readonly autoComplete?: string;
  /** An email address runs from left to right in every language. */
  readonly direction?: 'ltr' | 'auto';
}

export function TextField(props: TextFieldProps) {
  const { autoComplete, direction, type, value } = props;
  return (
    <div className="field">
      <Label {...props} />
      <input
        {...stateOf(props)}
        type={type}
        dir={direction}
        autoComplete={autoComplete}
        defaultValue={value}
        spellCheck={false}
      />
    </div>
  );
}

interface LongFieldProps extends FieldProps {
  readonly value: string;
  /** The language of what is typed, where it is not the page's. */
  readonly language?: string;
  readonly direction?: 'ltr' | 'rtl' | 'auto';
  readonly isTall?: boolean;
}

/** Several lines. */
export function LongField(props: LongFieldProps) {
  return (
    <div className="field">
      <Label {...props} />
      <textarea
        {...stateOf(props)}
        lang={props.language}
        dir={props.direction ?? 'auto'}
        className={props.isTall ? 'tall' : undefined}
        defaultValue={props.value}
      />
    </div>
  );
}

interface ChoiceFieldProps extends FieldProps {
  readonly value: string;
  readonly autoComplete?: string;
  readonly children: ReactNode;
}

/** A list to choose from; `children` are its options. */
export function ChoiceField(props: ChoiceFieldProps) {
  return (
    <div className="field">
      <Label {...props} />
      <select {...stateOf(props)} defaultValue={props.value} autoComplete={props.autoComplete}>
        {props.children}
      </select>
    </div>
  );
}

interface BoxProps extends FieldProps {
  readonly isTicked: boolean;
}

export function Box(props: BoxProps) {
  const { hint, id, isTicked, label, problem } = props;
  return (
    <>
      {problem && (
        <span className="wrong" id={`${id}-problem`}>
          {problem}
        </span>
      )}
      <div className="box">
        <input
          id={id}
          name={id}
          type="checkbox"
          value="yes"
          defaultChecked={isTicked}
          aria-describedby={describedBy(props)}
          aria-invalid={problem ? true : undefined}
        />
        <div>
          <label htmlFor={id}>{label}</label>
          {hint && (
            <span className="hint" id={`${id}-hint`}>
              {hint}
            </span>
          )}
        </div>
      </div>
    </>
  );
}

/** All problems at the top, each a link to its field, in the same words; it takes the focus. */
export function ErrorSummary(props: {
  readonly title: string;
  readonly problems: readonly { readonly field: string; readonly words: string }[];
}) {
  return (
    <div className="summary" role="alert" tabIndex={-1} autoFocus aria-labelledby="summary-title">
      <h2 id="summary-title">{props.title}</h2>
      <ul>
        {props.problems.map(({ field, words }) => (
          <li key={field}>{field ? <a href={`#${field}`}>{words}</a> : words}</li>
        ))}
      </ul>
    </div>
  );
}
