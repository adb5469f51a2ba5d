import { nameCountry } from '@/lib/i18n/countries.ts';
import type { MessageKey } from '@/lib/i18n/words.ts';
import type { AttemptSecrets } from '@/lib/signature/sealed.ts';
import { displayOf } from '@/lib/signature/shown-name.ts';
import type { Visit } from '../frame.tsx';

/** What was ticked, in the form's own words. A partner's box needs the partner's name and is told apart below. */
const ticked = { deliver: 'signature.deliver', updates: 'signature.updates' } as const satisfies Record<
  string,
  MessageKey
>;

interface TypedListProps {
  readonly visit: Visit;
  readonly typed: AttemptSecrets;
  readonly partnerName: string | null;
}

/** What was typed with the signature: anybody can type anybody's address, so its owner sees all of it first. */
export function TypedList({ partnerName, typed, visit }: TypedListProps) {
  const { locale, say } = visit;
  const boxes = (Object.keys(ticked) as (keyof typeof ticked)[]).filter((kind) => typed.consents.includes(kind));
  const shown = displayOf(typed.consents);
  return (
    <section aria-labelledby="typed">
      <h2 id="typed">{say('confirmation.typed')}</h2>
      <ul>
        <li>
          {say('mine.name')} <strong dir="auto">{typed.name}</strong>
        </li>
        {typed.country && (
          <li>
            {say('mine.country')} <strong>{nameCountry(locale, typed.country)}</strong>
          </li>
        )}
        {shown !== 'none' && <li>{say(`display.shown.${shown}`)}</li>}
        {boxes.map((kind) => (
          <li key={kind}>{say(ticked[kind])}</li>
        ))}
        {partnerName && typed.consents.includes('partner-updates') && (
          <li>{say('signature.partner-updates', { partner: partnerName })}</li>
        )}
      </ul>
      <p className="soft">{say('confirmation.not-mine')}</p>
    </section>
  );
}
