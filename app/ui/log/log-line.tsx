import { freshnessOf } from '@/lib/transparency/witness/freshness.ts';
import { logPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import type { LogFacts } from './facts.ts';

interface LogLineProps {
  readonly visit: Visit;
  readonly slug: string;
  readonly facts: LogFacts;
}

/** For the team, above a petition's numbers: what is published, and which witness is away. A held log has an alarm of its own. */
export function LogLine({ facts, slug, visit }: LogLineProps) {
  const { locale, say } = visit;
  const { logged, now, trouble, witnesses } = facts;
  const away = witnesses.filter((witness) => freshnessOf(witness, now) !== 'fresh').map(({ name }) => name);
  return (
    <p className={away.length > 0 ? 'note' : 'soft'}>
      {!trouble && say('log.panel.fine', { count: logged?.count ?? 0 })}{' '}
      {away.length > 0 && say('log.panel.away', { count: away.length, names: away.join(', ') })}{' '}
      <a href={logPath(locale, slug)}>{say('log.title')}</a>
    </p>
  );
}
