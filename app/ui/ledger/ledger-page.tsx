import type { Ledger } from '@/lib/invalidation/ledger.ts';
import { type Petition, textFor } from '@/lib/petition/read.ts';
import { logPath, petitionPath } from '@/lib/urls.ts';
import { Frame, type Visit } from '../frame.tsx';
import { foundLog } from '../head/pages.ts';
import { Removals } from './removals.tsx';

interface LedgerPageProps {
  readonly visit: Visit;
  readonly petition: Petition;
  readonly ledger: Ledger;
  /** From 2: the first stands on the page of the log. */
  readonly page: number;
}

/** Older removals, where there are more than one page holds. */
export function LedgerPage({ ledger, page, petition, visit }: LedgerPageProps) {
  const { locale, say } = visit;
  return (
    <Frame visit={visit} title={say('ledger.title')} found={foundLog(petition, visit)}>
      <div className="narrow">
        <p className="soft">
          <a href={petitionPath(locale, petition.slug)}>{textFor(petition.text, locale).title}</a>
        </p>
        <h1>
          <a href={logPath(locale, petition.slug)}>{say('log.title')}</a>
        </h1>
        <Removals {...{ visit, ledger, destructions: [], slug: petition.slug, page }} />
      </div>
    </Frame>
  );
}
