import { formatRecordDate, pickText } from '@/lib/i18n/format.ts';
import { localeNames } from '@/lib/i18n/locales.ts';
import { missingLanguages, type TeamLine } from '@/lib/record/lines.ts';
import type { Visit } from '../frame.tsx';
import { Words } from '../words.tsx';
import { formWords } from './line-fields.tsx';

interface LineItemProps {
  readonly line: TeamLine;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly path: string;
  readonly isWriter: boolean;
  readonly visit: Visit;
}

/** One line with what can be done to it. */
export function LineItem({ isFirst, isLast, isWriter, line, path, visit }: LineItemProps) {
  const { locale, say } = visit;
  const missing = missingLanguages(line).map((language) => localeNames[language]);
  const summary = pickText(line.summary, locale).text;
  return (
    <li id={`line-${line.id}`}>
      <p className="soft">
        <time dateTime={line.happenedOn}>{formatRecordDate(locale, line.happenedOn)}</time> ·{' '}
        <Words text={line.who} visit={visit} /> <span className="stamp">{formWords(say, line.form)}</span>
      </p>
      <p>
        <Words text={line.summary} visit={visit} />
      </p>
      {missing.length > 0 && <p className="soft">{say('record-team.missing', { languages: missing.join(', ') })}</p>}
      <ul className="row">
        <li>
          <a href={path} aria-label={say('record-team.edit-line', { line: summary })}>
            {say('record-team.edit')}
          </a>
        </li>
        {isWriter && !isFirst && <Move direction="up" line={summary} path={path} visit={visit} />}
        {isWriter && !isLast && <Move direction="down" line={summary} path={path} visit={visit} />}
        {isWriter && (
          <li>
            <a href={`${path}/removal`} aria-label={say('record-team.remove-line', { line: summary })}>
              {say('team.remove')}
            </a>
          </li>
        )}
      </ul>
    </li>
  );
}

interface MoveProps {
  readonly direction: 'up' | 'down';
  readonly line: string;
  readonly path: string;
  readonly visit: Visit;
}

const Move = ({ direction, line, path, visit: { say } }: MoveProps) => (
  <li>
    <form method="post" action={`${path}/place`} className="inline small">
      <input type="hidden" name="direction" value={direction} />
      <button type="submit" className="plain" aria-label={say(`record-team.${direction}-line`, { line })}>
        {say(`record-team.${direction}`)}
      </button>
    </form>
  </li>
);
