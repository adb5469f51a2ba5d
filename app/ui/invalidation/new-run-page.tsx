import { reasons } from '@/lib/invalidation/fields.ts';
import { ChoiceField } from '../field.tsx';
import { TeamFrame } from '../team/team-frame.tsx';
import { FilterFields, type FilterProps, listProblems } from './filter-fields.tsx';
import { PartsNav, pathOf, type SignaturesView } from './places.tsx';

interface NewRunPageProps extends SignaturesView, FilterProps {
  readonly isPublished: boolean;
}

/** Says what a removal is to look for, and why. */
export function NewRunPage(props: NewRunPageProps) {
  const { isPublished, member, petition, problems, typed, visit } = props;
  const { say } = visit;
  return (
    <TeamFrame
      visit={visit}
      member={member}
      petition={petition}
      tab="/team/[coalition]/petitions/[petition]/signatures"
      title={say('invalidation.new')}
      problems={listProblems(problems, say)}
    >
      <PartsNav view={props} page="invalidations/new" />
      {isPublished ? (
        <form method="post" action={pathOf(props, 'invalidations')} className="card">
          <p>{say('invalidation.new.lead')}</p>
          <FilterFields {...props}>
            <ChoiceField
              id="reason"
              label={say('invalidation.reason')}
              hint={say('invalidation.reason.hint')}
              problem={problems.reason && say(problems.reason)}
              value={typed.reason}
            >
              <option value="">{say('invalidation.reason.choose')}</option>
              {reasons.map((reason) => (
                <option key={reason} value={reason}>
                  {say(`ledger.reason.${reason}`)}
                </option>
              ))}
            </ChoiceField>
          </FilterFields>
          <button type="submit">{say('invalidation.start')}</button>
        </form>
      ) : (
        <p className="empty">{say('signatures.unpublished')}</p>
      )}
    </TeamFrame>
  );
}
