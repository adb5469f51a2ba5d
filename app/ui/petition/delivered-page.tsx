import { formatDay, formatNumber } from '@/lib/i18n/format.ts';
import { type Delivered, type Petition, textFor } from '@/lib/petition/read.ts';
import { petitionPath } from '@/lib/urls.ts';
import { Frame, type Visit } from '../frame.tsx';
import { Words } from '../words.tsx';
import { Banner } from './banner.tsx';

const dayOf = (day: string) => new Date(`${day}T00:00:00Z`);

interface DeliveredProps {
  readonly petition: Petition;
  readonly delivered: Delivered;
  readonly visit: Visit;
}

/** One hand-over as everybody may read it: what went, to whom, and what came back. */
export function DeliveredPage({ delivered, petition, visit }: DeliveredProps) {
  const { locale, say } = visit;
  const title = say('delivered.page.title', { number: delivered.number });
  return (
    <Frame visit={visit} title={title}>
      <Banner text={petition.coalition.banner} visit={visit} />
      <article className="narrow">
        <p className="soft">
          <a href={petitionPath(locale, petition.slug)}>{textFor(petition.text, locale).title}</a>
        </p>
        <h1>{title}</h1>
        <Facts delivered={delivered} visit={visit} />
        {Object.keys(delivered.note).length > 0 && (
          <p>
            <Words text={delivered.note} visit={visit} />
          </p>
        )}
        <h2>{say('delivered.answer')}</h2>
        {delivered.answeredOn ? (
          <>
            <p className="soft">
              {say('delivered.answer.on', { day: formatDay(locale, dayOf(delivered.answeredOn)) })}
            </p>
            <blockquote>
              <Words text={delivered.answer} visit={visit} />
            </blockquote>
          </>
        ) : (
          <p>{say('delivered.answer.none')}</p>
        )}
      </article>
    </Frame>
  );
}

function Facts({ delivered, visit }: { readonly delivered: Delivered; readonly visit: Visit }) {
  const { locale, say } = visit;
  const { addressee, checkpoint, count, handedOverOn, names, packSha256, place, receivedBy, reference } = delivered;
  return (
    <dl>
      <dt>{say('delivered.fact.to')}</dt>
      <dd>
        <Words text={addressee} visit={visit} />
      </dd>
      {Object.keys(place).length > 0 && (
        <>
          <dt>{say('delivered.fact.where')}</dt>
          <dd>
            <Words text={place} visit={visit} />
          </dd>
        </>
      )}
      <dt>{say('delivered.fact.day')}</dt>
      <dd>
        <time dateTime={handedOverOn}>{formatDay(locale, dayOf(handedOverOn))}</time>
      </dd>
      {receivedBy && (
        <>
          <dt>{say('delivered.fact.received')}</dt>
          <dd dir="auto">{receivedBy}</dd>
        </>
      )}
      {reference && (
        <>
          <dt>{say('delivered.fact.reference')}</dt>
          <dd dir="auto">{reference}</dd>
        </>
      )}
      <dt>{say('delivered.fact.count')}</dt>
      <dd>{formatNumber(locale, count)}</dd>
      {names !== null && (
        <>
          <dt>{say('delivered.fact.names')}</dt>
          <dd>
            {formatNumber(locale, names)} <span className="soft">{say('delivered.names.note')}</span>
          </dd>
        </>
      )}
      {packSha256 && (
        <>
          <dt>{say('delivered.fact.pack')}</dt>
          <dd>
            <span className="hash" dir="ltr">
              {packSha256}
            </span>{' '}
            <span className="soft">{say('delivered.pack.note')}</span>
          </dd>
        </>
      )}
      {checkpoint && (
        <>
          <dt>{say('delivered.fact.checkpoint')}</dt>
          <dd>
            <pre className="hash" dir="ltr">
              {checkpoint}
            </pre>
          </dd>
        </>
      )}
    </dl>
  );
}
