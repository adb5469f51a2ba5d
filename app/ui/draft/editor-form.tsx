import type { ReactNode } from 'react';
import { type DraftField, type DraftFields, draftFields, longest } from '@/lib/draft/fields.ts';
import type { Drafts } from '@/lib/draft/read.ts';
import { formatNumber } from '@/lib/i18n/format.ts';
import { directionOf, type Locale } from '@/lib/i18n/locales.ts';
import type { Visit } from '../frame.tsx';
import { Difference } from './difference.tsx';
import { nameLanguage } from './names.ts';

export interface EditorFormProps {
  readonly visit: Visit;
  readonly path: string;
  readonly language: Locale;
  readonly drafts: Drafts;
  readonly fields: DraftFields;
  /** The revision that the next save begins from. */
  readonly revision: number;
  readonly problems: { readonly [name in DraftField]?: string };
  /** Set when somebody else saved meanwhile: what they wrote. */
  readonly theirs: { readonly fields: DraftFields; readonly author: string } | null;
  readonly isPublished: boolean;
}

/** The draft's form. It saves itself where there is script; without, its button does, and nothing else differs. */
export function EditorForm(props: EditorFormProps) {
  const { drafts, language, path, problems, revision, theirs, visit } = props;
  const { say } = visit;
  const isTranslation = language !== drafts.sourceLanguage;
  const action = `${path}?language=${language}`;
  const words = {
    'data-saving': say('draft.saving'),
    'data-saved': say('draft.saved-at', { time: '{time}' }),
    'data-away': say('draft.away'),
    'data-signed-out': say('draft.signed-out'),
    'data-failed': say('draft.failed'),
    'data-too-long': say('draft.too-long-to-send', { field: '{field}' }),
  };
  return (
    <form
      id="editor"
      method="post"
      action={action}
      noValidate
      data-preview={`${path}/preview?language=${language}`}
      data-unsaved={theirs || Object.keys(problems).length > 0 ? '' : undefined}
      data-presence={`${path}/presence?language=${language}`}
      {...words}
    >
      <input type="hidden" name="revision" value={revision} />
      <input type="hidden" name="source_revision" value={drafts.source.revision} />
      {draftFields.map((field) => (
        <Row key={field} {...props} field={field} />
      ))}
      <p id="save-state" className="soft" role="status" />
      <p className="go">
        <button type="submit">{say(theirs ? 'draft.save-mine' : 'team.save')}</button>
        {isTranslation && (
          <button type="submit" className="plain" name="up_to_date" value="yes">
            {say('draft.save-up-to-date')}
          </button>
        )}
        <button type="submit" className="plain" formAction={`${path}/preview?language=${language}`} formTarget="_blank">
          {say('draft.preview')}
        </button>
        <a href={`${path}/history?language=${language}`}>{say('draft.history')}</a>
      </p>
    </form>
  );
}

/** One field, and beside it what its writer needs to see: the source, or what a colleague wrote meanwhile. */
function Row(props: EditorFormProps & { field: DraftField }) {
  const { drafts, field, fields, language, theirs } = props;
  const beside = theirs ? (
    theirs.fields[field] === fields[field] ? null : (
      <TheirWords {...props} theirs={theirs.fields[field]} mine={fields[field]} author={theirs.author} />
    )
  ) : language === drafts.sourceLanguage ? null : (
    <SourceWords {...props} />
  );
  if (!beside) return <Field {...props} />;
  return (
    <div className="pair beside">
      {beside}
      <Field {...props} />
    </div>
  );
}

function SourceWords({ drafts, field, visit }: EditorFormProps & { field: DraftField }) {
  const { locale, say } = visit;
  const { fields, language } = drafts.source;
  return (
    <Beside title={`${say(`draft.field.${field}`)} · ${nameLanguage(locale, language)}`}>
      <div className="own-words" lang={language} dir={directionOf(language)}>
        {fields[field] || '–'}
      </div>
    </Beside>
  );
}

interface TheirWordsProps extends Omit<EditorFormProps, 'theirs'> {
  readonly field: DraftField;
  readonly theirs: string;
  readonly mine: string;
  readonly author: string;
}

function TheirWords({ author, field, language, mine, theirs, visit }: TheirWordsProps) {
  const { say } = visit;
  return (
    <Beside title={`${say(`draft.field.${field}`)} · ${author}`}>
      <Difference before={mine} after={theirs} language={language} />
    </Beside>
  );
}

const Beside = ({ children, title }: { title: string; children: ReactNode }) => (
  <div className="other">
    <p className="soft">
      <strong>{title}</strong>
    </p>
    {children}
  </div>
);

const lines: Readonly<Record<DraftField, 'one' | 'some' | 'many'>> = {
  title: 'one',
  demand: 'some',
  addressee: 'one',
  act: 'one',
  body: 'many',
  card_title: 'one',
  card_text: 'some',
};

function Field({ field, fields, isPublished, language, problems, visit }: EditorFormProps & { field: DraftField }) {
  const { locale, say } = visit;
  const problem = problems[field];
  const isCard = field === 'card_title' || field === 'card_text';
  const hint = [
    say(`draft.field.${field}.hint`),
    say('draft.longest', { count: longest[field], number: formatNumber(locale, longest[field]) }),
    ...(isCard && isPublished ? [say('draft.card-is-public')] : []),
  ].join(' ');
  const input = {
    id: field,
    name: field,
    lang: language,
    dir: directionOf(language),
    defaultValue: fields[field],
    'aria-describedby': problem ? `${field}-hint ${field}-problem` : `${field}-hint`,
    'aria-invalid': problem ? (true as const) : undefined,
    'data-longest': longest[field],
  };
  return (
    <div className="field">
      <label htmlFor={field}>{say(`draft.field.${field}`)}</label>
      <span className="hint" id={`${field}-hint`}>
        {hint}
      </span>
      {problem && (
        <span className="wrong" id={`${field}-problem`}>
          {problem}
        </span>
      )}
      {lines[field] === 'one' ? (
        <input {...input} type="text" autoComplete="off" />
      ) : (
        <textarea {...input} className={lines[field] === 'many' ? 'tall' : 'short'} />
      )}
    </div>
  );
}
