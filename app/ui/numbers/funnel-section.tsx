import type { Funnel } from '@/lib/count/funnel.ts';
import { formatNumber, formatPart } from '@/lib/i18n/format.ts';
import type { Visit } from '../frame.tsx';

/** From the posted form to the signature that counts, and where most are lost. */
export function FunnelSection({ funnel, visit }: { funnel: Funnel; visit: Visit }) {
  const { locale, say } = visit;
  const { bounced, bouncedAfter, dead, invalidated, repeated, rows, weak, withdrawn } = funnel;
  const lost = { repeated, dead, bounced, 'bounced-after': bouncedAfter, withdrawn, invalidated };
  return (
    <section aria-labelledby="funnel">
      <h2 id="funnel">{say('numbers.funnel')}</h2>
      {weak ? (
        <p className="alarm">
          <strong>{say('numbers.funnel.weak', { step: say(`numbers.step.${weak.step}`) })}</strong>{' '}
          {say(`numbers.hint.${weak.hint}`)}
        </p>
      ) : (
        <p>{say('numbers.funnel.sound')}</p>
      )}
      <div className="pair">
        <table>
          <caption className="hidden">{say('numbers.funnel')}</caption>
          <thead>
            <tr>
              <th scope="col">{say('numbers.funnel.step')}</th>
              <th scope="col" className="n">
                {say('numbers.funnel.count')}
              </th>
              <th scope="col" className="n">
                {say('numbers.funnel.rate')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ count, rate, step }) => (
              <tr key={step}>
                <th scope="row">
                  {say(`numbers.step.${step}`)}
                  {weak?.step === step && (
                    <>
                      {' '}
                      <span className="stamp">{say('numbers.funnel.here')}</span>
                    </>
                  )}
                </th>
                <td className="n">{formatNumber(locale, count)}</td>
                <td className="n">{rate === null ? '–' : formatPart(locale, rate)}</td>
              </tr>
            ))}
          </tbody>
        </table>

        <dl className="facts">
          {Object.entries(lost).map(([name, count]) => (
            <div key={name} className="fact">
              <dt>{say(`numbers.lost.${name as keyof typeof lost}`)}</dt>
              <dd>{formatNumber(locale, count)}</dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  );
}
