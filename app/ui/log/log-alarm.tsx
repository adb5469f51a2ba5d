import type { Visit } from '../frame.tsx';

/** That the transparency log stands still or is not published. Nothing while it goes on. */
export function LogAlarm({ visit: { logTrouble, say } }: { readonly visit: Visit }) {
  if (!logTrouble) return null;
  return (
    <aside className="alarm" aria-label={say('team.log.title')}>
      <p>
        <strong>{say(logTrouble === 'late' ? 'team.log.late' : 'team.log.held')}</strong> {say('team.log.do')}
      </p>
    </aside>
  );
}
