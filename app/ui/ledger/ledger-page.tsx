import { formatDay, formatNumber, formatTime } from '@/lib/i18n/format.ts';
import type { Ledger, Removal } from '@/lib/invalidation/ledger.ts';
import type { Destruction } from '@/lib/keys/destructions.ts';
import { type Petition, textFor } from '@/lib/petition/read.ts';
import { aboutPath, logPath, petitionPath } from '@/lib/urls.ts';
import { Frame, type Visit } from '../frame.tsx';
import { foundLedger } from '../head/pages.ts';

interface LedgerPageProps {
  readonly visit: Visit;
  readonly petition: Petition;
  readonly ledger: Ledger;
  readonly destructions: readonly Destruction[];
  /** From 1. */
  readonly page: number;
}

/** What was taken out of a petition's count: why, how many, when. */
export function LedgerPage({ destructions, ledger, page, petition, visit }: LedgerPageProps) {
  const { locale, say } = visit;
  return (
    <Frame visit={visit} title={say('ledger.title')} found={foundLedger(petition, visit)}>
      <div className="narrow">
        <p className="soft">
          <a href={petitionPath(locale, petition.slug)}>{textFor(petition.text, locale).title}</a>
        </p>
        <h1>{say('ledger.title')}</h1>
        <p className="lead">{say('ledger.lead')}</p>
        <Sums ledger={ledger} visit={visit} />
        <Unreached ledger={ledger} visit={visit} />
        <Keys destructions={destructions} visit={visit} />
        <h2>{say('ledger.removals')}</h2>
        {ledger.removals.length === 0 && <p>{say('ledger.none')}</p>}
        {ledger.removals.length > 0 && (
          <ul className="list">
            {ledger.removals.map((removal) => (
              <RemovalItem key={removal.id} removal={removal} visit={visit} />
            ))}
          </ul>
        )}
        <p className="go">
          {page > 1 && <a href={`${logPath(locale, petition.slug)}?page=${page - 1}`}>{say('ledger.newer')}</a>}
          {page < ledger.pages && (
            <a href={`${logPath(locale, petition.slug)}?page=${page + 1}`}>{say('ledger.older')}</a>
          )}
        </p>
        <p className="go">
          <a className="button" href={petitionPath(locale, petition.slug)}>
            {say('updates.back')}
          </a>
          <a href={aboutPath(locale, 'count')}>{say('about.count.title')}</a>
        </p>
      </div>
    </Frame>
  );
}

/** What became of the keys: which ones, when, and by which marks they can be told. */
function Keys({ destructions, visit }: { destructions: readonly Destruction[]; visit: Visit }) {
  const { locale, say } = visit;
  const done = destructions.flatMap(({ destroyedAt, ...rest }) => (destroyedAt ? [{ ...rest, destroyedAt }] : []));
  if (done.length === 0) return null;
  return (
    <>
      <h2>{say('ledger.keys')}</h2>
      <ul>
        {done.map(({ destroyedAt, fingerprints, keys }) => (
          <li key={keys}>
            {say(`ledger.keys.${keys}`, { day: formatDay(locale, destroyedAt) })}
            {fingerprints && (
              <>
                <br />
                <span className="soft">{say('ledger.keys.fingerprints', { keys: `\u2066${fingerprints}\u2069` })}</span>
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function Sums({ ledger, visit }: { ledger: Ledger; visit: Visit }) {
  const { locale, say } = visit;
  const { confirmed, count, invalidated, withdrawn } = ledger;
  return (
    <>
      <ul>
        <li>{say('ledger.confirmed', { count: confirmed })}</li>
        <li>{say('ledger.withdrawn', { count: withdrawn })}</li>
        <li>{say('ledger.invalidated', { count: invalidated })}</li>
        <li>
          <strong>{say('ledger.count', { count: formatNumber(locale, count) })}</strong>
        </li>
      </ul>
      <p className="soft">{say('count.as-of', { time: formatTime(locale, ledger.asOf) })}</p>
    </>
  );
}

/** What the letters met: said only where there is something to say. */
function Unreached({ ledger: { trouble }, visit: { say } }: { ledger: Ledger; visit: Visit }) {
  const { bounced, bouncedAfter } = trouble;
  if (bounced + bouncedAfter === 0) return null;
  return (
    <section aria-labelledby="unreached">
      <h2 id="unreached">{say('ledger.letters')}</h2>
      <ul>
        {bounced > 0 && <li>{say('ledger.bounced', { count: bounced })}</li>}
        {bouncedAfter > 0 && <li>{say('ledger.bounced-after', { count: bouncedAfter })}</li>}
      </ul>
    </section>
  );
}

function RemovalItem({ removal, visit }: { removal: Removal; visit: Visit }) {
  const { locale, say } = visit;
  const { endedAt, isPartial, reason, size, undoneAt } = removal;
  return (
    <li>
      <h3>{say('ledger.size', { count: size })}</h3>
      <p>
        {say(`ledger.reason.${reason}`)}
        <br />
        <span className="soft">
          {formatDay(locale, endedAt)}
          {isPartial && <> · {say('ledger.partial')}</>}
        </span>
      </p>
      {undoneAt && <p className="note">{say('ledger.undone', { day: formatDay(locale, undoneAt) })}</p>}
    </li>
  );
}
