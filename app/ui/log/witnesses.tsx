import { formatMoment, pickText } from '@/lib/i18n/format.ts';
import type { Petition } from '@/lib/petition/read.ts';
import { type Freshness, freshnessOf } from '@/lib/transparency/witness/freshness.ts';
import type { WitnessStanding } from '@/lib/transparency/witness/standings.ts';
import type { Visit } from '../frame.tsx';

interface WitnessesProps {
  readonly visit: Visit;
  readonly petition: Petition;
  readonly witnesses: readonly WitnessStanding[];
  readonly now: Date;
}

/** Who signs what the log shows, and how long ago each did. */
export function Witnesses({ now, petition, visit, witnesses }: WitnessesProps) {
  const { say } = visit;
  const standings = witnesses.map((witness) => freshnessOf(witness, now));
  return (
    <section aria-labelledby="witnesses">
      <h2 id="witnesses">{say('log.witnesses.title')}</h2>
      {witnesses.length === 0 ? (
        <p className="note">{say('log.witnesses.none')}</p>
      ) : (
        <>
          <p>
            {say('log.witnesses.lead', {
              fresh: standings.filter((standing) => standing === 'fresh').length,
              all: witnesses.length,
            })}
          </p>
          <Chain standings={standings} />
          <ul>
            {witnesses.map((witness) => (
              <li key={witness.name}>
                <strong dir="auto">{nameOf(witness, petition, visit)}</strong>:{' '}
                <span className="soft">{sayStanding(witness, now, visit)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** A witness that the policy calls as a partner is called is that partner. */
function nameOf({ name }: WitnessStanding, { partners }: Petition, { locale }: Visit): string {
  const partner = partners.find(({ slug }) => slug === name);
  return partner ? pickText(partner.name, locale).text : name;
}

function sayStanding(witness: WitnessStanding, now: Date, { locale, say }: Visit): string {
  const freshness = freshnessOf(witness, now);
  if (freshness === 'alarm') return say('log.witness.alarm');
  const { cosignedAt } = witness;
  if (!cosignedAt) return say('log.witness.never');
  if (freshness === 'late') return say('log.witness.late', { time: formatMoment(locale, cosignedAt) });
  return say('log.witness.fresh', {
    minutes: Math.max(0, Math.floor((now.getTime() - cosignedAt.getTime()) / 60_000)),
  });
}

const STEP = 20;

/** One link for each witness: full where it signed within the hour, empty where it is late, broken where it never did. */
function Chain({ standings }: { readonly standings: readonly Freshness[] }) {
  const width = STEP * (standings.length + 1);
  return (
    <svg viewBox={`0 0 ${width} ${STEP}`} width="100%" aria-hidden="true">
      <path d={`M${STEP / 2} ${STEP / 2}H${width - STEP / 2}`} stroke="var(--line)" strokeWidth="2" />
      <rect x="3" y="3" width={STEP - 6} height={STEP - 6} fill="var(--green)" />
      {standings.map((standing, n) => (
        <circle
          // biome-ignore lint/suspicious/noArrayIndexKey: the links of the chain are its places.
          key={n}
          cx={STEP * (n + 1.5)}
          cy={STEP / 2}
          r="6"
          fill={standing === 'fresh' ? 'var(--green)' : 'var(--paper)'}
          stroke={standing === 'fresh' ? 'var(--green)' : 'var(--red)'}
          strokeWidth="2"
          strokeDasharray={standing === 'never' ? '3 3' : undefined}
        />
      ))}
    </svg>
  );
}
