import type { Delivery, Pack } from '@/lib/delivery/read.ts';
import { formatMoment } from '@/lib/i18n/format.ts';
import type { Member } from '@/lib/team/members.ts';
import { deliveryPath } from '@/lib/urls.ts';
import { ChoiceField } from '../field.tsx';
import type { Visit } from '../frame.tsx';
import { type FormState, listProblems, PlainInput, problemAt } from '../languages/fields-view.tsx';
import { LanguageFields } from '../languages/language-fields.tsx';
import type { TitledPetition } from '../team/member-door.tsx';
import { TeamFrame } from '../team/team-frame.tsx';
import { DayField } from './parts.tsx';

interface HandOverPageProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly petition: TitledPetition;
  readonly delivery: Delivery;
  /** Those that were downloaded. */
  readonly packs: readonly Pack[];
  readonly state: FormState;
}

/** Asks what happened on the day, before it is public for good. */
export function HandOverPage({ delivery, member, packs, petition, state, visit }: HandOverPageProps) {
  const { locale, say } = visit;
  const path = deliveryPath(member.coalition.slug, petition.slug, delivery.id);
  return (
    <TeamFrame
      visit={visit}
      member={member}
      petition={{ slug: petition.slug, title: petition.title }}
      tab="/team/[coalition]/petitions/[petition]/deliveries"
      title={say('delivery.hand-over.title')}
      problems={listProblems(say, state)}
    >
      <div className="narrow">
        <p>{say('delivery.hand-over.lead')}</p>
        <form method="post" action={`${path}/record`} noValidate>
          <DayField state={state} visit={visit} label="day" />
          <PlainInput visit={visit} state={state} name="received" hint={say('delivery.hand-over.received.hint')} />
          <PlainInput visit={visit} state={state} name="reference" />
          {packs.length > 0 && (
            <ChoiceField
              id="pack"
              label={say('delivery.hand-over.pack')}
              problem={problemAt(say, state, 'pack')}
              value={state.typed.pack ?? packs[0]?.exportId ?? ''}
            >
              {packs.map(({ exportId, madeAt }) => (
                <option key={exportId} value={exportId}>
                  {madeAt ? formatMoment(locale, madeAt) : exportId}
                </option>
              ))}
              <option value="">{say('delivery.hand-over.no-pack')}</option>
            </ChoiceField>
          )}
          <p className="go">
            <button type="submit">{say('delivery.hand-over.act')}</button>
            <a href={path}>{say('team.cancel')}</a>
          </p>
        </form>
      </div>
    </TeamFrame>
  );
}

type AnswerPageProps = Omit<HandOverPageProps, 'packs'>;

/** What the addressee answered. */
export function AnswerPage({ delivery, member, petition, state, visit }: AnswerPageProps) {
  const { say } = visit;
  const path = deliveryPath(member.coalition.slug, petition.slug, delivery.id);
  return (
    <TeamFrame
      visit={visit}
      member={member}
      petition={{ slug: petition.slug, title: petition.title }}
      tab="/team/[coalition]/petitions/[petition]/deliveries"
      title={say('delivery.answer.title')}
      problems={listProblems(say, state)}
    >
      <div className="narrow">
        <p>{say('delivery.answer.lead')}</p>
        <form method="post" action={`${path}/answer`} noValidate>
          <DayField state={state} visit={visit} label="day" />
          <LanguageFields visit={visit} state={state} fields={[{ name: 'answer', isLong: true }]} />
          <p className="go">
            <button type="submit">{say('delivery.answer.save')}</button>
            <a href={path}>{say('team.cancel')}</a>
          </p>
        </form>
      </div>
    </TeamFrame>
  );
}
