import { formatNumber, formatPart } from '@/lib/i18n/format.ts';
import { shownNumber } from '@/lib/petition/modes.ts';
import type { Petition } from '@/lib/petition/read.ts';
import type { LoggedPetition } from '@/lib/transparency/tally.ts';
import type { Visit } from '../frame.tsx';
import type { LogFacts } from './facts.ts';

interface FunnelProps {
  readonly visit: Visit;
  readonly petition: Petition;
  readonly facts: LogFacts;
}

/** What became of those who began; a sealed petition's numbers in whole steps (VE-11). */
export function Funnel({ facts, petition, visit }: FunnelProps) {
  const { locale, say } = visit;
  const { confirmed, count, invalidated, withdrawn } = facts.ledger;
  return (
    <section aria-labelledby="funnel">
      <h2 id="funnel">{say('log.funnel.title')}</h2>
      <ul>
        <li>{say('log.funnel.letters', { count: shownNumber(petition.privacyMode, facts.lettersSent) })}</li>
        <li>{say('ledger.confirmed', { count: confirmed })}</li>
        <li>{say('ledger.withdrawn', { count: withdrawn })}</li>
        <li>{say('ledger.invalidated', { count: invalidated })}</li>
        <li>
          <strong>{say('ledger.count', { count: formatNumber(locale, count) })}</strong>
        </li>
      </ul>
      {petition.privacyMode === 'sealed' && <p className="soft">{say('log.funnel.steps')}</p>}
      <Share {...{ petition, visit }} logged={facts.logged} />
    </section>
  );
}

/** Which part of the removals was the operator's own; not said of so few that a sealed petition would show people. */
function Share({ logged, petition, visit }: Omit<FunnelProps, 'facts'> & { logged: LoggedPetition | null }) {
  if (!logged) return null;
  const shown = (exact: number) => shownNumber(petition.privacyMode, exact);
  const [invalidated, withdrawn] = [shown(logged.invalidated), shown(logged.withdrawn)];
  if (invalidated + withdrawn === 0) return null;
  const part = formatPart(visit.locale, invalidated / (invalidated + withdrawn));
  return <p>{visit.say('log.funnel.share', { part })}</p>;
}
