import type { ReactNode } from 'react';
import { listCountries } from '@/lib/i18n/countries.ts';
import { pickText } from '@/lib/i18n/format.ts';
import type { MessageKey, Say } from '@/lib/i18n/words.ts';
import type { Choices } from '@/lib/invalidation/choices.ts';
import { type FilterProblems, filterFields, type TypedFilter } from '@/lib/invalidation/fields.ts';
import { NONE } from '@/lib/invalidation/pattern.ts';
import { isOpenToSite } from '@/lib/petition/modes.ts';
import { ChoiceField, TextField } from '../field.tsx';
import type { Visit } from '../frame.tsx';
import { linkName, type SignaturesView } from './places.tsx';

export interface FilterProps {
  readonly visit: Visit;
  readonly petition: SignaturesView['petition'];
  readonly choices: Choices;
  readonly typed: TypedFilter;
  readonly problems: FilterProblems;
}

/**
 * What a search and a removal look for: all that is filled in must hold. What the site cannot read is not offered, and
 * the page says why.
 */
export function FilterFields(props: FilterProps & { children: ReactNode }) {
  const { children, choices, petition, visit } = props;
  const mode = petition.privacyMode;
  const { locale, say } = visit;
  const field = (id: 'from' | 'until' | 'partner' | 'share') => fieldOf(props, id);
  return (
    <div className="fields">
      <TextField {...field('from')} type="date" hint={say('signatures.day.hint')} />
      <TextField {...field('until')} type="date" hint={say('signatures.day.hint')} />
      <ChoiceField {...field('partner')}>
        <option value="">{say('signatures.any')}</option>
        <option value={NONE}>{say('signatures.partner.none')}</option>
        {choices.partners.map(({ id, name, slug }) => (
          <option key={id} value={slug}>
            {pickText(name, locale).text}
          </option>
        ))}
      </ChoiceField>
      <ChoiceField {...field('share')}>
        <option value="">{say('signatures.any')}</option>
        {choices.links.map(({ code }) => (
          <option key={code} value={code}>
            {linkName(choices, code, visit)}
          </option>
        ))}
      </ChoiceField>
      {isOpenToSite(mode) ? (
        <SealedFields {...props} />
      ) : (
        <p className="note">{say(mode === 'sealed' ? 'signatures.unread.sealed' : 'signatures.unread.count-only')}</p>
      )}
      {children}
    </div>
  );
}

function fieldOf(
  { problems, typed, visit: { say } }: FilterProps,
  id: Exclude<keyof TypedFilter, 'state' | 'reason' | 'name_is'>,
) {
  const problem = problems[id];
  return { id, label: say(`signatures.${id}`), value: typed[id], problem: problem && say(problem) };
}

/** What stands sealed under the petition's own key, which the site has. */
function SealedFields(props: FilterProps) {
  const { typed, visit } = props;
  const { locale, say } = visit;
  const field = (id: 'country' | 'domain' | 'name') => fieldOf(props, id);
  return (
    <>
      <ChoiceField {...field('country')}>
        <option value="">{say('signatures.any')}</option>
        <option value={NONE}>{say('signatures.country.none')}</option>
        {listCountries(locale).map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </ChoiceField>
      <TextField
        {...field('domain')}
        type="text"
        direction="ltr"
        autoComplete="off"
        hint={say('signatures.domain.hint')}
      />
      <TextField {...field('name')} type="text" direction="auto" autoComplete="off" />
      <ChoiceField id="name_is" label={say('signatures.name-is')} value={typed.name_is}>
        <option value="contains">{say('signatures.name-is.contains')}</option>
        <option value="equals">{say('signatures.name-is.equals')}</option>
      </ChoiceField>
    </>
  );
}

/** For the summary above the page, in the order of the fields. */
export const listProblems = (problems: FilterProblems, say: Say) =>
  filterFields.flatMap((field) => {
    const key: MessageKey | undefined = problems[field];
    return key ? [{ field, words: say(key) }] : [];
  });

/** What was looked for, for forms that send it again. */
export const KeptFilter = ({ typed }: { typed: TypedFilter }) =>
  Object.entries(typed)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />);
