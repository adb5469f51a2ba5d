import { formatDay, formatNumber } from '@/lib/i18n/format.ts';
import type { Say } from '@/lib/i18n/words.ts';
import type { RunView } from '@/lib/invalidation/read.ts';
import type { Stage } from '@/lib/invalidation/stage.ts';
import { runPath } from './places.tsx';
import type { RunPageProps } from './run-page.tsx';

interface Progress {
  readonly value: number;
  readonly max: number;
  readonly words: string;
}

/** How far the worker is. The script replaces what is inside while the stage stays the same. */
export function RunProgress(props: RunPageProps & { stage: Stage }) {
  const { stage, view, visit } = props;
  const progress = progressOf(view, stage, visit);
  if (!progress) return <p className="done">{sayEnd(view, stage, visit)}</p>;
  return (
    <div data-progress={stage} className="card">
      <p role="status">{progress.words}</p>
      <progress max={progress.max} value={progress.value} aria-label={visit.say(`invalidation.stage.${stage}`)} />
      <p>
        <a href={runPath(props, view.run.id)}>{visit.say('invalidation.again')}</a>
      </p>
    </div>
  );
}

function progressOf(
  { left, run, total }: RunView,
  stage: Stage,
  { locale, say }: RunPageProps['visit'],
): Progress | null {
  const n = (value: number) => formatNumber(locale, value);
  switch (stage) {
    case 'looking':
      return {
        value: Math.min(run.looked, total),
        max: Math.max(total, 1),
        words: say('invalidation.looking', { looked: n(run.looked), total: n(total), found: n(run.found) }),
      };
    case 'applying':
      return {
        value: run.done,
        max: Math.max(run.found, 1),
        words: say('invalidation.applying', { done: n(run.done), found: n(run.found) }),
      };
    case 'undoing':
      return {
        value: run.done - left,
        max: Math.max(run.done, 1),
        words: say('invalidation.undoing', { back: n(run.done - left), done: n(run.done) }),
      };
    default:
      return null;
  }
}

function sayEnd(
  { run }: RunView,
  stage: Stage,
  { locale, say }: { locale: RunPageProps['visit']['locale']; say: Say },
) {
  const passed = run.found - run.done;
  switch (stage) {
    case 'looked':
      return run.found === 0
        ? say('invalidation.nothing', { looked: formatNumber(locale, run.looked) })
        : say('invalidation.found', { count: run.found, looked: formatNumber(locale, run.looked) });
    case 'finished':
      return [
        say('invalidation.finished', { count: run.done }),
        passed > 0 ? say('invalidation.passed', { count: passed }) : '',
      ].join(' ');
    case 'cancelled':
      return say('invalidation.cancelled', { count: run.done });
    case 'undone':
      return say('invalidation.undone', { day: formatDay(locale, run.undoneAt ?? run.createdAt) });
    default:
      return say('invalidation.dropped');
  }
}
