import type { Names } from '@/lib/chronicle/names.ts';
import { type AuditFilter, type AuditPage, emptyFilter } from '@/lib/chronicle/read.ts';
import { sayActor, sayRecord } from '@/lib/chronicle/speak.ts';
import { formatDay, formatTime } from '@/lib/i18n/format.ts';
import type { Visit } from '../frame.tsx';
import { Scroll } from '../team/scroll.tsx';

/** A page of records, and what the ids in it are called. */
export interface Said extends AuditPage {
  readonly names: Names;
}

interface RecordListProps {
  readonly records: Said;
  readonly visit: Visit;
  readonly path: string;
  readonly filter: AuditFilter;
}

export function RecordList({ filter, path, records, visit }: RecordListProps) {
  const { locale, say } = visit;
  const { entries, names } = records;
  if (entries.length === 0) {
    const isFiltered = Object.values(filter).some((value) => value !== '');
    return <p className="empty">{say(isFiltered ? 'audit.nothing-matches' : 'audit.nothing-yet')}</p>;
  }
  return (
    <>
      <Scroll label={say('audit.table')}>
        <table>
          <caption className="soft">{say('audit.table')}</caption>
          <thead>
            <tr>
              <th scope="col">{say('audit.when')}</th>
              <th scope="col">{say('audit.who')}</th>
              <th scope="col">{say('audit.what')}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <tr key={entry.id}>
                <td>
                  <time dateTime={entry.at.toISOString()}>
                    {formatDay(locale, entry.at)}, {formatTime(locale, entry.at)}
                  </time>
                </td>
                <td>
                  <bdi>{sayActor(entry, names, locale)}</bdi>
                </td>
                <td>{sayRecord(entry, names, locale)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <p className="go">
        {filter.before && <a href={path + searchOf({ ...filter, before: '' })}>{say('audit.newest')}</a>}
        {records.older && <a href={path + searchOf({ ...filter, before: records.older })}>{say('audit.older')}</a>}
      </p>
    </>
  );
}

function searchOf(filter: AuditFilter): string {
  const known = Object.entries({ ...emptyFilter, ...filter }).filter(([, value]) => value !== '');
  return known.length === 0 ? '' : `?${new URLSearchParams(known)}`;
}
