import { Fragment } from 'react';
import type { ListedPartner } from '@/lib/coalition/partner/list.ts';
import { pickText } from '@/lib/i18n/format.ts';
import { roles } from '@/lib/team/rules.ts';
import { ChoiceField } from '../field.tsx';
import type { Visit } from '../frame.tsx';
import { type FormState, labelOf, problemAt } from '../languages/fields-view.tsx';

interface RoleFieldsProps {
  readonly partners: readonly ListedPartner[];
  readonly state: FormState;
  readonly visit: Visit;
}

/** A role, and for partner members the partner they speak for. */
export function RoleFields({ partners, state, visit }: RoleFieldsProps) {
  const { locale, say } = visit;
  const open = partners.filter((one) => one.state !== 'left');
  return (
    <>
      <ChoiceField
        id="role"
        label={labelOf(say, 'role')}
        problem={problemAt(say, state, 'role')}
        value={state.typed.role ?? ''}
      >
        <option value="">{say('member.role.choose')}</option>
        {roles.map((role) => (
          <option key={role} value={role}>
            {say(`team.role.${role}`)}
          </option>
        ))}
      </ChoiceField>
      <ChoiceField
        id="partner"
        label={labelOf(say, 'partner')}
        hint={say('member.partner.hint')}
        problem={problemAt(say, state, 'partner')}
        value={state.typed.partner ?? ''}
      >
        <option value="">–</option>
        {open.map(({ partner }) => (
          <option key={partner.id} value={partner.slug}>
            {pickText(partner.name, locale).text}
          </option>
        ))}
      </ChoiceField>
    </>
  );
}

/** What each role opens, in a sentence. */
export function RoleMeanings({ visit: { say } }: { visit: Visit }) {
  return (
    <details>
      <summary>{say('member.roles')}</summary>
      <dl className="facts">
        {roles.map((role) => (
          <Fragment key={role}>
            <dt>{say(`team.role.${role}`)}</dt>
            <dd>{say(`access.role.${role}`)}</dd>
          </Fragment>
        ))}
      </dl>
    </details>
  );
}
