import { formatRecordDate, pickText } from '@/lib/i18n/format.ts';
import type { RecordLine } from '@/lib/petition/read.ts';
import type { Visit } from '../frame.tsx';
import { Words } from '../words.tsx';

const isSigned = (line: RecordLine) => line.form === 'signed act';

/** What was said and what was signed, and at a glance how the two compare. */
export function RecordList({ record, visit }: { record: readonly RecordLine[]; visit: Visit }) {
  const { say } = visit;
  const signed = record.filter(isSigned).length;
  return (
    <section aria-labelledby="record">
      <h2 id="record">{say('record.title')}</h2>
      <p className="tally">{say('record.tally', { said: record.length - signed, signed })}</p>
      {record.length === 0 ? (
        <p>{say('record.empty')}</p>
      ) : (
        <ol className="record">
          {record.map((line) => (
            <Line key={`${line.happenedOn}/${pickText(line.summary, 'en').text}`} line={line} visit={visit} />
          ))}
        </ol>
      )}
      {record.length > 0 && signed === 0 && (
        <p>
          <strong>{say('record.none-signed')}</strong>
        </p>
      )}
    </section>
  );
}

function Line({ line, visit }: { line: RecordLine; visit: Visit }) {
  const { locale, say } = visit;
  const form = line.form === 'signed act' ? 'signed' : line.form;
  return (
    <li className={isSigned(line) ? 'signed' : undefined}>
      <p className="soft">
        <time dateTime={line.happenedOn}>{formatRecordDate(locale, line.happenedOn)}</time> ·{' '}
        <Words text={line.who} visit={visit} /> <span className="stamp">{say(`record.form.${form}`)}</span>
      </p>
      <p>
        <Words text={line.summary} visit={visit} />
      </p>
      {line.actNumber && line.publishedIn && (
        <p className="soft">{say('record.act', { number: line.actNumber, where: line.publishedIn })}</p>
      )}
      <p className="soft">
        {say('record.source')}:{' '}
        {line.sourceUrl ? (
          <a href={line.sourceUrl} rel="nofollow noopener">
            <Words text={line.source} visit={visit} />
          </a>
        ) : (
          <Words text={line.source} visit={visit} />
        )}
      </p>
    </li>
  );
}
