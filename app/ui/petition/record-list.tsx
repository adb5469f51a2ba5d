import { formatRecordDate, pickText } from '@/lib/i18n/format.ts';
import type { Delivered, Petition, RecordLine } from '@/lib/petition/read.ts';
import { deliveredPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import { Words } from '../words.tsx';

const isSigned = (line: RecordLine) => line.form === 'signed act';

interface RecordListProps {
  readonly record: readonly RecordLine[];
  /** Whose hand-overs stand among the lines, at their days. */
  readonly petition?: Pick<Petition, 'deliveries' | 'slug'> | undefined;
  readonly visit: Visit;
}

/** What was said and what was signed, and at a glance how the two compare. */
export function RecordList({ petition, record, visit }: RecordListProps) {
  const { say } = visit;
  const delivered = petition?.deliveries ?? [];
  const signed = record.filter(isSigned).length;
  return (
    <section aria-labelledby="record">
      <h2 id="record">{say('record.title')}</h2>
      <p className="tally">{say('record.tally', { said: record.length - signed, signed })}</p>
      {record.length === 0 && <p>{say('record.empty')}</p>}
      {record.length + delivered.length > 0 && (
        <ol className="record">
          {byDay(record, delivered).map((one) =>
            'number' in one ? (
              <HandOver key={`delivery/${one.number}`} delivered={one} slug={petition?.slug ?? ''} visit={visit} />
            ) : (
              <Line key={`${one.happenedOn}/${pickText(one.summary, 'en').text}`} line={one} visit={visit} />
            ),
          )}
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

/** The lines keep their order; a hand-over stands behind what happened until its day. */
function byDay(record: readonly RecordLine[], delivered: readonly Delivered[]): readonly (RecordLine | Delivered)[] {
  const dayOf = (one: RecordLine | Delivered) => ('number' in one ? one.handedOverOn : one.happenedOn);
  const oldestFirst = [...delivered].sort((a, b) => a.number - b.number);
  return [...record, ...oldestFirst].sort((a, b) => (dayOf(a) < dayOf(b) ? -1 : dayOf(a) > dayOf(b) ? 1 : 0));
}

function HandOver({ delivered, slug, visit }: { delivered: Delivered; slug: string; visit: Visit }) {
  const { locale, say } = visit;
  const { addressee, count, handedOverOn, number } = delivered;
  return (
    <li>
      <p className="soft">
        <time dateTime={handedOverOn}>{formatRecordDate(locale, handedOverOn)}</time>{' '}
        <span className="stamp">{say('delivered.stamp')}</span>
      </p>
      <p>
        <a href={deliveredPath(locale, slug, number)}>
          {say('delivered.line', {
            day: formatRecordDate(locale, handedOverOn),
            addressee: pickText(addressee, locale).text,
          })}
        </a>{' '}
        <span className="soft">{say('delivered.count', { count })}</span>
      </p>
    </li>
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
