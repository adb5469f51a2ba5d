import { formatMoment } from '@/lib/i18n/format.ts';
import { shownNumber } from '@/lib/petition/modes.ts';
import { type Petition, textFor } from '@/lib/petition/read.ts';
import { aboutPath, petitionPath } from '@/lib/urls.ts';
import { Frame, type Visit } from '../frame.tsx';
import { foundLog } from '../head/pages.ts';
import { Removals } from '../ledger/removals.tsx';
import { Checkers } from './checkers.tsx';
import type { LogFacts } from './facts.ts';
import { Funnel } from './funnel.tsx';
import { Growth } from './growth.tsx';
import { LogState } from './log-state.tsx';
import { Witnesses } from './witnesses.tsx';

interface LogPageProps {
  readonly visit: Visit;
  readonly petition: Petition;
  readonly facts: LogFacts;
}

/** How a petition's count can be checked, for a reader who has never heard of any of it. */
export function LogPage({ facts, petition, visit }: LogPageProps) {
  const { locale, say } = visit;
  const { ledger, logged, now, trouble, witnesses } = facts;
  return (
    <Frame visit={visit} title={say('log.title')} found={foundLog(petition, visit)}>
      <div className="narrow">
        <p className="soft">
          <a href={petitionPath(locale, petition.slug)}>{textFor(petition.text, locale).title}</a>
        </p>
        <h1>{say('log.title')}</h1>
        <p className="lead">{sayLead(facts, petition, visit)}</p>
        {trouble && <p className="note">{say(trouble === 'late' ? 'log.trouble.late' : 'log.trouble.held')}</p>}
        {!logged && <p className="note">{say('log.trouble.unreadable')}</p>}
        <h2>{say('log.how.title')}</h2>
        <p>{say('log.how.lines')}</p>
        <p>{say('log.how.grows')}</p>
        <p>{say('log.how.mark')}</p>
        <p>{say('log.how.witnesses')}</p>
        <p>
          {say('log.how.not')} <a href={aboutPath(locale, 'count')}>{say('log.limits')}</a>
        </p>
        {logged && <Growth visit={visit} logged={logged} mode={petition.privacyMode} />}
        <Witnesses {...{ visit, petition, witnesses, now }} />
        <LogState visit={visit} facts={facts} />
        <Check visit={visit} />
        <Funnel {...{ visit, petition, facts }} />
        <Removals {...{ visit, ledger, destructions: facts.destructions, slug: petition.slug, page: 1 }} />
        <p className="go">
          <a className="button" href={petitionPath(locale, petition.slug)}>
            {say('updates.back')}
          </a>
        </p>
      </div>
    </Frame>
  );
}

/** How many count, and how many of them anybody can count already. Never one number in the other's place. */
function sayLead({ ledger, logged, published, witnesses }: LogFacts, { privacyMode }: Petition, visit: Visit): string {
  const { locale, say } = visit;
  const { count } = ledger;
  if (!published) return say('log.lead.none', { count });
  if (!logged) return say('log.lead.count', { count });
  const values = { count, logged: shownNumber(privacyMode, logged.count), time: formatMoment(locale, published.at) };
  return say(witnesses.length > 0 ? 'log.lead.witnessed' : 'log.lead.published', values);
}

function Check({ visit }: { readonly visit: Visit }) {
  const { say } = visit;
  return (
    <section aria-labelledby="check">
      <h2 id="check">{say('log.check.title')}</h2>
      <p>{say('log.check.lead')}</p>
      <Checkers visit={visit} command={`node undersigned-verify.mjs ${visit.origin}`} />
    </section>
  );
}
