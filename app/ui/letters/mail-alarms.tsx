import { formatMoment, formatPart } from '@/lib/i18n/format.ts';
import { type MailAlarm, refusalOf } from '@/lib/mail/alarm.ts';
import type { Visit } from '../frame.tsx';

/** What is wrong with the letters: since when, why, and what comes next. Nothing while nothing is. */
export function MailAlarms({ path, visit }: { readonly path?: string | undefined; readonly visit: Visit }) {
  const { mailAlarms = [], say } = visit;
  if (mailAlarms.length === 0) return null;
  return (
    <aside className="alarm" aria-label={say('letters.alarm.title')}>
      {mailAlarms.map((alarm) => (
        <p key={alarm.kind}>
          <AlarmWords alarm={alarm} visit={visit} />
        </p>
      ))}
      {path && (
        <p>
          <a href={path}>{say('letters.alarm.more')}</a>
        </p>
      )}
    </aside>
  );
}

function AlarmWords({ alarm, visit: { locale, say } }: { readonly alarm: MailAlarm; readonly visit: Visit }) {
  switch (alarm.kind) {
    case 'refused':
      return (
        <>
          <strong>{say('letters.alarm.refused', { since: formatMoment(locale, alarm.since) })}</strong>{' '}
          {say(`letters.alarm.refused.${refusalOf(alarm.because)}`)}{' '}
          {say('letters.alarm.next', { time: formatMoment(locale, alarm.nextTryAt) })}
        </>
      );
    case 'late':
      return (
        <>
          <strong>{say('letters.alarm.late', { count: alarm.count, since: formatMoment(locale, alarm.since) })}</strong>{' '}
          {say('letters.alarm.next', { time: formatMoment(locale, alarm.nextTryAt) })} {say('letters.alarm.late.do')}
        </>
      );
    case 'idle':
      return (
        <>
          <strong>{say('letters.alarm.idle', { count: alarm.count, since: formatMoment(locale, alarm.since) })}</strong>{' '}
          {say('letters.alarm.idle.do')}
        </>
      );
    case 'complaints':
      return (
        <>
          <strong>
            {say('letters.alarm.complaints', { share: formatPart(locale, alarm.complained / alarm.sent) })}
          </strong>{' '}
          {say('letters.alarm.complaints.do')}
        </>
      );
  }
}
