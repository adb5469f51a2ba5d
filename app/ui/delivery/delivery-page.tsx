import type { Delivery, Pack } from '@/lib/delivery/read.ts';
import { formatNumber, pickText } from '@/lib/i18n/format.ts';
import type { MessageKey } from '@/lib/i18n/words.ts';
import type { Member } from '@/lib/team/members.ts';
import { mayAct } from '@/lib/team/rules.ts';
import { deliveredPath, deliveriesPath, deliveryPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import { type FormState, listProblems } from '../languages/fields-view.tsx';
import type { TitledPetition } from '../team/member-door.tsx';
import { TeamFrame } from '../team/team-frame.tsx';
import { PackSection } from './pack-section.tsx';
import { PlanFields, stateWords } from './parts.tsx';

export interface DeliveryPageProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly petition: TitledPetition;
  readonly delivery: Delivery;
  readonly packs: readonly Pack[];
  readonly state: FormState;
  readonly note?: MessageKey | undefined;
}

/** One hand-over: its pack, what was planned, and once it is done, what is on record. */
export function DeliveryPage(props: DeliveryPageProps) {
  const { delivery, member, note, packs, petition, state, visit } = props;
  const { locale, say } = visit;
  const path = deliveryPath(member.coalition.slug, petition.slug, delivery.id);
  return (
    <TeamFrame
      visit={visit}
      member={member}
      petition={{ slug: petition.slug, title: petition.title }}
      tab="/team/[coalition]/petitions/[petition]/deliveries"
      title={pickText(delivery.addressee, locale).text}
      problems={listProblems(say, state)}
      scripts={['export-progress.js']}
    >
      {note && (
        <p className="done" role="status">
          {say(note)}
        </p>
      )}
      <p>
        <span className="stamp">{stateWords(say, locale, delivery)}</span>
      </p>
      <div className="pair">
        <PackSection {...{ visit, member, petition, packs, path }} />
        {delivery.handedOverOn ? <OnRecord {...props} path={path} /> : <Plan {...props} path={path} />}
      </div>
      <p>
        <a href={deliveriesPath(member.coalition.slug, petition.slug)}>{say('delivery.back')}</a>
      </p>
    </TeamFrame>
  );
}

type PartProps = DeliveryPageProps & { readonly path: string };

function Plan({ member, path, petition, state, visit }: PartProps) {
  const { say } = visit;
  const mayRecord = mayAct('/team/[coalition]/petitions/[petition]/deliveries/[delivery]/record', member.role);
  return (
    <section className="card" aria-labelledby="details">
      <h2 id="details">{say('delivery.details')}</h2>
      <form method="post" action={path} noValidate>
        <PlanFields state={state} visit={visit} />
        <button type="submit">{say('delivery.save')}</button>
      </form>
      <ul className="list">
        {petition.publishedAt && mayRecord && (
          <li>
            <a href={`${path}/record`}>{say('delivery.hand-over.title')}</a>
          </li>
        )}
        <li>
          <a href={`${path}/removal`}>{say('delivery.remove')}</a>
        </li>
      </ul>
    </section>
  );
}

function OnRecord({ delivery, path, petition, visit }: PartProps) {
  const { locale, say } = visit;
  return (
    <section className="card" aria-labelledby="details">
      <h2 id="details">{say('delivery.details')}</h2>
      <dl className="facts">
        <dt>{say('delivered.fact.count')}</dt>
        <dd>{formatNumber(locale, delivery.count ?? 0)}</dd>
        {delivery.receivedBy && (
          <>
            <dt>{say('delivered.fact.received')}</dt>
            <dd dir="auto">{delivery.receivedBy}</dd>
          </>
        )}
        {delivery.reference && (
          <>
            <dt>{say('delivered.fact.reference')}</dt>
            <dd dir="auto">{delivery.reference}</dd>
          </>
        )}
      </dl>
      <ul className="list">
        <li>
          <a href={deliveredPath(locale, petition.slug, delivery.number ?? 1)}>{say('delivery.public')}</a>
        </li>
        <li>
          <a href={`${path}/answer`}>{say('delivery.answer.title')}</a>
        </li>
      </ul>
    </section>
  );
}
