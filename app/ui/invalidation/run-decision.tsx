import { formatDay } from '@/lib/i18n/format.ts';
import { isUndoable, type Stage, undoableUntil } from '@/lib/invalidation/stage.ts';
import { logPath } from '@/lib/urls.ts';
import { Box } from '../field.tsx';
import { pathOf, runPath } from './places.tsx';
import type { RunPageProps } from './run-page.tsx';
import { SignatureTable } from './signature-table.tsx';

/** What a member may do with the run now. */
export function RunDecision(props: RunPageProps & { stage: Stage }) {
  const { now, petition, stage, view, visit } = props;
  const { locale, say } = visit;
  switch (stage) {
    case 'looking':
    case 'applying':
      return <Stop {...props} words={say('invalidation.stop')} look="danger" />;
    case 'looked':
      return view.run.found > 0 ? (
        <Begin {...props} />
      ) : (
        <p>
          <a href={pathOf(props, 'invalidations/new')}>{say('invalidation.new')}</a>
        </p>
      );
    case 'finished':
    case 'cancelled':
      return (
        <>
          {view.run.done > 0 && (
            <p>
              <a href={logPath(locale, petition.slug)}>{say('invalidation.public')}</a>
            </p>
          )}
          {isUndoable(view.run, now) && <Undo {...props} />}
          {view.pattern === null && <p>{say('invalidation.undo.over')}</p>}
        </>
      );
    default:
      return null;
  }
}

function Begin(props: RunPageProps) {
  const { choices, petition, unticked, view, visit } = props;
  const { say } = visit;
  const box = say('invalidation.begin.sure');
  return (
    <>
      <h2>{say('invalidation.sample')}</h2>
      <p>{say('invalidation.sample.lead')}</p>
      <SignatureTable
        visit={visit}
        choices={choices}
        petition={petition}
        caption={say('invalidation.sample.table')}
        rows={view.sample}
        withDomain={view.pattern?.domain !== ''}
        withState={false}
      />
      <form method="post" action={runPath(props, view.run.id)} className="card">
        <input type="hidden" name="act" value="begin" />
        <p>{say('invalidation.begin.lead')}</p>
        <Box id="sure" label={box} isTicked={false} problem={unticked && say('form.unticked', { box })} />
        <button type="submit">{say('invalidation.begin', { count: view.run.found })}</button>
      </form>
      <Stop {...props} words={say('invalidation.drop')} look="plain" />
    </>
  );
}

function Stop({ look, view, words, ...props }: RunPageProps & { words: string; look: 'plain' | 'danger' }) {
  return (
    <form method="post" action={runPath(props, view.run.id)} className="go">
      <input type="hidden" name="act" value="cancel" />
      <button type="submit" className={look}>
        {words}
      </button>
    </form>
  );
}

function Undo(props: RunPageProps) {
  const { unticked, view, visit } = props;
  const { locale, say } = visit;
  const box = say('invalidation.undo.sure');
  return (
    <form method="post" action={runPath(props, view.run.id)} className="card">
      <h2>{say('invalidation.undo')}</h2>
      <input type="hidden" name="act" value="undo" />
      <p>{say('invalidation.undo.lead', { day: formatDay(locale, undoableUntil(view.run)) })}</p>
      <Box id="sure" label={box} isTicked={false} problem={unticked && say('form.unticked', { box })} />
      <button type="submit" className="danger">
        {say('invalidation.undo')}
      </button>
    </form>
  );
}
