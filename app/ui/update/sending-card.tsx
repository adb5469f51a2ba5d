import { formatNumber } from '@/lib/i18n/format.ts';
import type { SendingProgress } from '@/lib/sending/read.ts';
import type { Visit } from '../frame.tsx';

interface SendingCardProps {
  readonly sending: SendingProgress;
  readonly visit: Visit;
  /** The update's page. */
  readonly here: string;
  readonly mayStop: boolean;
}

export const isUnderWay = ({ state }: SendingProgress): boolean => state === 'queued' || state === 'sending';

/** How far an update's letters have come, and the way to stop them or to let them go on. */
export function SendingCard({ here, mayStop, sending, visit }: SendingCardProps) {
  const { say } = visit;
  const { handedOver, isComplainedOf, people, state } = sending;
  const stands = state === 'stopped' || state === 'stopped-by-itself';
  return (
    <section
      className="card"
      data-progress={`${state}${isComplainedOf ? '-complained' : ''}`}
      aria-labelledby="sending"
    >
      <h2 id="sending">{say('update-team.sending.title')}</h2>
      {isComplainedOf && isUnderWay(sending) && <p className="alarm">{say('update-team.sending.alarm')}</p>}
      {state !== 'queued' && state !== 'sending' && people !== 0 && (
        <p className={state === 'stopped-by-itself' ? 'alarm' : undefined}>{say(`update-team.sending.${state}`)}</p>
      )}
      <p role="status">{sayProgress(sending, visit)}</p>
      {people !== null && people > 0 && (
        <progress max={people} value={Math.min(handedOver, people)} aria-label={say('update-team.sending.title')} />
      )}
      {isUnderWay(sending) && (
        <p>
          <a href={here}>{say('update-team.sending.again')}</a>
        </p>
      )}
      {mayStop && (stands || isUnderWay(sending)) && (
        <form method="post" action={`${here}/sending`}>
          <button className="plain" type="submit" name="act" value={stands ? 'resume' : 'stop'}>
            {say(stands ? 'update-team.sending.resume' : 'update-team.sending.stop')}
          </button>
        </form>
      )}
    </section>
  );
}

function sayProgress(sending: SendingProgress, { locale, say }: Visit): string {
  const { complained, dead, handedOver, minutesLeft, people, state } = sending;
  if (state === 'finished' && people === 0) return say('update-team.sending.nobody');
  if (state === 'queued') return say('update-team.sending.queued');
  const n = (value: number) => formatNumber(locale, value);
  const parts = [
    people === null
      ? say('update-team.sending.done', { done: n(handedOver) })
      : say('update-team.sending.done-of', { done: n(handedOver), people: n(people) }),
  ];
  if (minutesLeft !== null) parts.push(sayTimeLeft(minutesLeft, say));
  if (dead > 0) parts.push(say('update-team.sending.dead', { count: n(dead) }));
  if (complained > 0) parts.push(say('update-team.sending.complained', { complained: n(complained) }));
  return parts.join(' ');
}

/** From an hour and a half on nobody plans by minutes. */
function sayTimeLeft(minutes: number, say: Visit['say']): string {
  return minutes < 90
    ? say('update-team.sending.left.minutes', { count: minutes })
    : say('update-team.sending.left.hours', { count: Math.round(minutes / 60) });
}
