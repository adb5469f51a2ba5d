import { Fragment } from 'react';
import { exportRules } from '@/lib/export/kinds.ts';
import type { TeamExport } from '@/lib/export/read.ts';
import { formatDay, formatNumber, formatTime } from '@/lib/i18n/format.ts';
import type { Visit } from '../frame.tsx';

/** What a list holds and who had a hand in it. */
export function ExportFacts({ one, visit: { locale, say } }: { one: TeamExport; visit: Visit }) {
  const when = (time: Date) => `${formatDay(locale, time)}, ${formatTime(locale, time)} UTC`;
  const facts: readonly (readonly [string, string])[] = [
    [say('export.fact.kind'), say(`export.kind.${one.kind}`)],
    [say('export.fact.columns'), exportRules[one.kind].columns.join(', ')],
    ...(one.kind === 'daily-numbers' ? [] : [[say('export.fact.people'), formatNumber(locale, one.people)] as const]),
    [say('export.fact.by'), one.askedByName],
    [say('export.fact.asked'), when(one.askedAt)],
    ...(one.approvedAt ? [[say('export.fact.approved-by'), one.approvedByName ?? ''] as const] : []),
    ...(one.approvedAt ? [[say('export.fact.approved'), when(one.approvedAt)] as const] : []),
    [say('export.fact.state'), say(`export.state.${one.state}`)],
  ];
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}
