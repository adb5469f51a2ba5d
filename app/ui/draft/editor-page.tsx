import type { DraftField, DraftFields } from '@/lib/draft/fields.ts';
import { draftFields } from '@/lib/draft/fields.ts';
import { draftState } from '@/lib/draft/read.ts';
import type { Member } from '@/lib/team/members.ts';
import { TeamFrame } from '../team/team-frame.tsx';
import { Difference } from './difference.tsx';
import { EditorForm, type EditorFormProps } from './editor-form.tsx';
import { Languages } from './languages.tsx';
import { nameLanguage } from './names.ts';
import { Preview } from './preview.tsx';

interface EditorPageProps extends EditorFormProps {
  readonly member: Member;
  readonly petition: { readonly slug: string; readonly title: string };
  /** Names of others who have this text open right now. */
  readonly others: readonly string[];
  /** What has just happened. */
  readonly done: 'draft.created' | 'team.saved' | null;
  /** False for a translator before the source: it can be read here, and is written by others. */
  readonly mayWrite: boolean;
  /** For a stale translation: the source that it follows. */
  readonly followed: DraftFields | null;
}

/** Where a text is written and translated. */
export function EditorPage(props: EditorPageProps) {
  const { done, drafts, fields, language, mayWrite, member, path, petition, problems, theirs, visit } = props;
  const { locale, say } = visit;
  const isTranslation = language !== drafts.sourceLanguage;
  const shown = Object.entries(problems).map(([field, words]) => ({ field, words }));
  const preview = (
    <section className="card" aria-labelledby="preview-title">
      <h2 id="preview-title">{say('draft.preview')}</h2>
      <Preview fields={fields} language={language} />
    </section>
  );
  return (
    <TeamFrame
      {...{ visit, member, petition }}
      tab="/team/[coalition]/petitions/[petition]/text"
      title={say('draft.heading', { language: nameLanguage(locale, language) })}
      problems={shown}
      scripts={mayWrite ? ['editor.js'] : []}
    >
      <Languages {...{ visit, drafts, path }} current={language} />
      {done && (
        <p className="done" role="status">
          {say(done)}
        </p>
      )}
      <Others {...props} />
      {theirs && (
        <div className="alarm" role="alert">
          <h2>{say('draft.conflict.title')}</h2>
          <p>{say('draft.conflict.lead', { name: theirs.author })}</p>
          <p>
            {say('draft.conflict.marks')} <del>{say('draft.conflict.mine')}</del>{' '}
            <ins>{say('draft.conflict.theirs')}</ins>
          </p>
        </div>
      )}
      {!theirs && isTranslation && <SourceChanges {...props} />}
      {!mayWrite && <p className="note">{say('draft.not-yours')}</p>}
      {!mayWrite ? (
        preview
      ) : isTranslation || theirs ? (
        <>
          <EditorForm {...props} />
          {preview}
        </>
      ) : (
        <div className="pair">
          <EditorForm {...props} />
          {preview}
        </div>
      )}
    </TeamFrame>
  );
}

/** Filled and shown by the script too, when somebody comes later. */
export const othersWords = ({ others, visit }: Pick<EditorPageProps, 'others' | 'visit'>): string =>
  others.length === 0
    ? ''
    : visit.say('draft.others', {
        count: others.length,
        names: new Intl.ListFormat(visit.locale, { type: 'conjunction' }).format(others),
      });

function Others(props: EditorPageProps) {
  const words = othersWords(props);
  return (
    <p id="presence" className={words ? 'note' : undefined} role="status">
      {words}
    </p>
  );
}

/** What became of the source since this translation followed it. */
function SourceChanges({ drafts, followed, language, visit }: EditorPageProps) {
  const { say } = visit;
  if (draftState(drafts, language) !== 'stale' || !followed) return null;
  const { source } = drafts;
  const changed: DraftField[] = draftFields.filter((field) => followed[field] !== source.fields[field]);
  return (
    <details className="note" open>
      <summary>
        <strong>{say('draft.stale.title')}</strong>
      </summary>
      <p>{say(changed.length > 0 ? 'draft.stale.lead' : 'draft.stale.same')}</p>
      {changed.map((field) => (
        <div key={field}>
          <h3>{say(`draft.field.${field}`)}</h3>
          <Difference before={followed[field]} after={source.fields[field]} language={source.language} />
        </div>
      ))}
    </details>
  );
}
