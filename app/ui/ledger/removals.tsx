import { formatDay, formatTime } from '@/lib/i18n/format.ts';
import type { Ledger, Removal } from '@/lib/invalidation/ledger.ts';
import type { Destruction } from '@/lib/keys/destructions.ts';
import { logPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';

interface RemovalsProps {
  readonly visit: Visit;
  readonly slug: string;
  readonly ledger: Ledger;
  readonly destructions: readonly Destruction[];
  /** From 1. */
  readonly page: number;
}

/** What was taken out of a petition's count: why, how many, when. */
export function Removals({ destructions, ledger, page, slug, visit }: RemovalsProps) {
  const { locale, say } = visit;
  return (
    <section aria-labelledby="removals">
      <h2 id="removals">{say('ledger.title')}</h2>
      <p>{say('ledger.lead')}</p>
      <p className="soft">{say('count.as-of', { time: formatTime(locale, ledger.asOf) })}</p>
      {ledger.removals.length === 0 && <p>{say('ledger.none')}</p>}
      {ledger.removals.length > 0 && (
        <ul className="list">
          {ledger.removals.map((removal) => (
            <RemovalItem key={removal.id} removal={removal} visit={visit} />
          ))}
        </ul>
      )}
      <p className="go">
        {page > 1 && <a href={`${logPath(locale, slug)}?page=${page - 1}#removals`}>{say('ledger.newer')}</a>}
        {page < ledger.pages && (
          <a href={`${logPath(locale, slug)}?page=${page + 1}#removals`}>{say('ledger.older')}</a>
        )}
      </p>
      {page === 1 && (
        <>
          <Unreached ledger={ledger} visit={visit} />
          <Keys destructions={destructions} visit={visit} />
        </>
      )}
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

/** What the letters met: said only where there is something to say. */
function Unreached({ ledger: { trouble }, visit: { say } }: { ledger: Ledger; visit: Visit }) {
  const { bounced, bouncedAfter } = trouble;
  if (bounced + bouncedAfter === 0) return null;
  return (
    <section aria-labelledby="unreached">
      <h3 id="unreached">{say('ledger.letters')}</h3>
      <ul>
        {bounced > 0 && <li>{say('ledger.bounced', { count: bounced })}</li>}
        {bouncedAfter > 0 && <li>{say('ledger.bounced-after', { count: bouncedAfter })}</li>}
      </ul>
    </section>
  );
}

/** What became of the keys: which ones, when, and by which marks they can be told. */
function Keys({ destructions, visit }: { destructions: readonly Destruction[]; visit: Visit }) {
  const { locale, say } = visit;
  const done = destructions.flatMap(({ destroyedAt, ...rest }) => (destroyedAt ? [{ ...rest, destroyedAt }] : []));
  if (done.length === 0) return null;
  return (
    <>
      <h3>{say('ledger.keys')}</h3>
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
