import { formatMoment, formatNumber } from '@/lib/i18n/format.ts';
import type { LetterNumbers, Trouble } from '@/lib/mail/tallies.ts';
import type { PetitionLetters } from '@/lib/outbox/read.ts';
import type { Visit } from '../frame.tsx';
import type { PetitionPlace } from '../team/petition-place.ts';
import { Scroll } from '../team/scroll.tsx';
import { TeamFrame } from '../team/team-frame.tsx';
import { DeadList } from './dead-letters.tsx';

export interface LettersPageProps extends PetitionPlace {
  readonly letters: PetitionLetters;
  readonly done?: string | undefined;
}

/** What became of a petition's letters, and what can be done for those that could not be sent. */
export function LettersPage({ base, done, letters, visit, ...place }: LettersPageProps) {
  const { locale, say } = visit;
  const { dead, kinds, pausedAt, trouble } = letters;
  return (
    <TeamFrame
      {...place}
      visit={visit}
      title={say('letters.title')}
      tab="/team/[coalition]/petitions/[petition]/letters"
    >
      <p className="lead narrow">{say('letters.lead')}</p>
      {done && (
        <p className="done" role="status">
          {done}
        </p>
      )}
      {pausedAt && <p className="note">{say('letters.paused', { time: formatMoment(locale, pausedAt) })}</p>}
      {kinds.length === 0 ? <p className="empty">{say('letters.nothing')}</p> : <Table kinds={kinds} visit={visit} />}
      <Told trouble={trouble} visit={visit} />
      <h2>{say('letters.dead')}</h2>
      <DeadList dead={dead} visit={visit} path={`${base}/letters`} />
    </TeamFrame>
  );
}

function Table({ kinds, visit: { locale, say } }: { readonly kinds: readonly LetterNumbers[]; readonly visit: Visit }) {
  return (
    <>
      <Scroll label={say('letters.title')}>
        <table>
          <caption className="hidden">{say('letters.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{say('letters.kind')}</th>
              {(['waiting', 'handed-over', 'given-up'] as const).map((column) => (
                <th key={column} scope="col" className="n">
                  {say(`letters.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {kinds.map(({ dead, handedOver, kind, waiting }) => (
              <tr key={kind}>
                <th scope="row">{say(`letters.kind.${kind}`)}</th>
                <td className="n">{formatNumber(locale, waiting)}</td>
                <td className="n">{formatNumber(locale, handedOver)}</td>
                <td className="n">{formatNumber(locale, dead)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <p className="soft narrow">{say('letters.handed-over.means')}</p>
    </>
  );
}

function Told({ trouble, visit: { locale, say } }: { readonly trouble: Trouble; readonly visit: Visit }) {
  const { bounced, bouncedAfter, complained } = trouble;
  return (
    <section aria-labelledby="told">
      <h2 id="told">{say('letters.trouble')}</h2>
      <dl className="facts">
        {Object.entries({ bounced, after: bouncedAfter, complained }).map(([name, count]) => (
          <div key={name} className="fact">
            <dt>{say(`letters.trouble.${name as 'bounced' | 'after' | 'complained'}`)}</dt>
            <dd>{formatNumber(locale, count)}</dd>
          </div>
        ))}
      </dl>
      <p className="soft narrow">{say('letters.trouble.means')}</p>
    </section>
  );
}
