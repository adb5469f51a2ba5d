import { formatDay, formatNumber, nameLanguage } from '@/lib/i18n/format.ts';
import { directionOf } from '@/lib/i18n/locales.ts';
import { closingTime, textFor } from '@/lib/petition/read.ts';
import { petitionPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import type { PetitionWithCount } from './list-petitions.ts';

/** Petitions one below the other, each with its demand and its number. */
export function PetitionList({ petitions, visit }: { petitions: readonly PetitionWithCount[]; visit: Visit }) {
  const { locale, say } = visit;
  return (
    <ul className="list">
      {petitions.map(({ count, petition, state }) => {
        const text = textFor(petition, locale);
        const closing = closingTime(petition);
        return (
          <li key={petition.id}>
            <h2 lang={text.language} dir={directionOf(text.language)}>
              <a href={petitionPath(locale, petition.slug)}>{text.title}</a>
            </h2>
            <p lang={text.language} dir={directionOf(text.language)}>
              {text.demand}
            </p>
            <p className="soft">
              <strong>{formatNumber(locale, count.count)}</strong> {say('count.signatures', { count: count.count })}
              {state !== 'open' && <> · {say(`home.state.${state}`)}</>}
              {state === 'open' && closing && <> · {say('petition.closes', { day: formatDay(locale, closing) })}</>}
              {text.language !== locale && (
                <> · {say('petition.in-language', { language: nameLanguage(locale, text.language) })}</>
              )}
              {petition.archivedAt && <> · {say('campaign.archived')}</>}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
