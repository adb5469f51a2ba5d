import type { Cells } from '@/lib/count/cells.ts';
import { SMALLEST_CELL } from '@/lib/count/cells.ts';
import { nameCountry } from '@/lib/i18n/countries.ts';
import type { Visit } from '../frame.tsx';
import { PartTable } from './part-table.tsx';

/** By country, as far as nobody can be guessed at. */
export function CountrySection({ countries, visit }: { countries: Cells | null; visit: Visit }) {
  const { locale, say } = visit;
  if (!countries) return <UnreadCountries visit={visit} />;
  const { others, othersAreMixed, shown } = countries;
  const rows = shown.map(({ count, name }) => ({
    id: name || 'none',
    name: name ? nameCountry(locale, name) : say('numbers.no-country'),
    count,
  }));
  const rest = {
    id: 'others',
    name: say(othersAreMixed ? 'numbers.other-countries.mixed' : 'numbers.other-countries', { least: SMALLEST_CELL }),
    count: others,
  };
  return (
    <section aria-labelledby="countries">
      <h2 id="countries">{say('numbers.countries')}</h2>
      {shown.length === 0 ? (
        <p>{say('numbers.countries.too-few', { least: SMALLEST_CELL })}</p>
      ) : (
        <PartTable
          visit={visit}
          caption={say('numbers.countries')}
          head={say('numbers.country')}
          rows={others > 0 ? [...rows, rest] : rows}
        />
      )}
    </section>
  );
}

function UnreadCountries({ visit: { say } }: { visit: Visit }) {
  return (
    <section aria-labelledby="countries">
      <h2 id="countries">{say('numbers.countries')}</h2>
      <p>{say('numbers.countries.unread')}</p>
    </section>
  );
}
