import { formatMoment } from '@/lib/i18n/format.ts';
import { type DeadLetters, reasonOf } from '@/lib/mail/dead-letters.ts';
import type { Visit } from '../frame.tsx';

interface DeadListProps {
  readonly dead: readonly DeadLetters[];
  readonly visit: Visit;
  /** Where "send again" is posted to. */
  readonly path: string;
}

/** Dead letters by the provider's reason: how many, why, what to do, and the button that does it. */
export function DeadList({ dead, path, visit }: DeadListProps) {
  const { say } = visit;
  const reasons = [...new Set(dead.map(({ because }) => because))];
  if (reasons.length === 0) return <p className="empty">{say('letters.dead.none')}</p>;
  return (
    <>
      <p>{say('letters.dead.lead')}</p>
      {reasons.map((because) => (
        <ReasonCard
          key={because}
          because={because}
          dead={dead.filter((one) => one.because === because)}
          path={path}
          visit={visit}
        />
      ))}
      {reasons.length > 1 && (
        <form method="post" action={path}>
          <button type="submit" name="all" value="yes">
            {say('letters.again.all')}
          </button>
        </form>
      )}
    </>
  );
}

function ReasonCard({ because, dead, path, visit }: DeadListProps & { readonly because: string }) {
  const { locale, say } = visit;
  const reason = reasonOf(because);
  const latest = new Date(Math.max(...dead.map(({ latestAt }) => latestAt.getTime())));
  return (
    <section className="card">
      <h3>{say(`letters.why.${reason}`)}</h3>
      <ul>
        {dead.map(({ count, kind }) => (
          <li key={kind}>
            {say(`letters.kind.${kind}`)}: {say('letters.dead.count', { count })}
          </li>
        ))}
      </ul>
      <p>{say(`letters.do.${reason}`)}</p>
      <p className="soft">
        {say('letters.dead.latest', { time: formatMoment(locale, latest) })}
        <br />
        {say('letters.dead.name')} <code dir="ltr">{because}</code>
      </p>
      <form method="post" action={path}>
        <button type="submit" name="because" value={because}>
          {say('letters.again')}
        </button>
      </form>
    </section>
  );
}
