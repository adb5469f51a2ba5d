import { freshnessOf } from '@/lib/transparency/witness/freshness.ts';
import { logPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import type { LogFacts } from './facts.ts';

interface LogLineProps {
  readonly visit: Visit;
  readonly slug: string;
  readonly facts: LogFacts;
}

/** For the team, above a petition's numbers: whether the public log goes on, and who of its witnesses is away. */
export function LogLine({ facts, slug, visit }: LogLineProps) {
  const { locale, say } = visit;
  const { logged, now, trouble, witnesses } = facts;
  const away = witnesses.filter((witness) => freshnessOf(witness, now) !== 'fresh').map(({ name }) => name);
  const state = trouble === 'late' ? 'log.panel.late' : 'log.panel.held';
  return (
    <div className={trouble || away.length > 0 ? 'note' : 'soft'}>
      <p>
        {trouble ? say(state) : say('log.panel.fine', { count: logged?.count ?? 0 })}{' '}
        {away.length > 0 && say('log.panel.away', { count: away.length, names: away.join(', ') })}{' '}
        <a href={logPath(locale, slug)}>{say('petition.check')}</a>
      </p>
    </div>
  );
}
