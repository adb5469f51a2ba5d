import type { Delivery } from '@/lib/delivery/read.ts';
import type { MessageKey } from '@/lib/i18n/words.ts';
import type { Member } from '@/lib/team/members.ts';
import { deliveriesPath, deliveryPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import { type FormState, listProblems } from '../languages/fields-view.tsx';
import type { TitledPetition } from '../team/member-door.tsx';
import { TeamFrame } from '../team/team-frame.tsx';
import { Words } from '../words.tsx';
import { PlanFields, stateWords } from './parts.tsx';

interface DeliveriesPageProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly petition: TitledPetition;
  readonly deliveries: readonly Delivery[];
  readonly state: FormState;
  readonly note?: MessageKey | undefined;
}

/** The hand-overs of a petition, planned and done, and a form for the next. */
export function DeliveriesPage({ deliveries, member, note, petition, state, visit }: DeliveriesPageProps) {
  const { locale, say } = visit;
  const { slug } = member.coalition;
  return (
    <TeamFrame
      visit={visit}
      member={member}
      petition={{ slug: petition.slug, title: petition.title }}
      tab="/team/[coalition]/petitions/[petition]/deliveries"
      title={say('delivery.title')}
      problems={listProblems(say, state)}
    >
      {note && (
        <p className="done" role="status">
          {say(note)}
        </p>
      )}
      <p className="lead narrow">{say('delivery.lead')}</p>
      <h2>{say('delivery.list')}</h2>
      {deliveries.length === 0 && <p className="empty">{say('delivery.none')}</p>}
      <ul className="list">
        {deliveries.map((delivery) => (
          <li key={delivery.id}>
            <a href={deliveryPath(slug, petition.slug, delivery.id)}>
              <Words text={delivery.addressee} visit={visit} />
            </a>{' '}
            <span className="stamp">{stateWords(say, locale, delivery)}</span>
          </li>
        ))}
      </ul>
      <details className="words" open={state.problems.length > 0 || deliveries.length === 0}>
        <summary>{say('delivery.new')}</summary>
        <form method="post" action={deliveriesPath(slug, petition.slug)} noValidate>
          <PlanFields state={state} visit={visit} />
          <button type="submit">{say('delivery.plan')}</button>
        </form>
      </details>
    </TeamFrame>
  );
}
