import { localeTag } from '@/lib/i18n/words.ts';
import type { Visit } from '../frame.tsx';

/** Some of those who chose to be shown, in the reader's own alphabetical order. */
export function NameList({ names, visit: { locale, say } }: { names: readonly string[]; visit: Visit }) {
  if (names.length === 0) return null;
  const sorted = [...names].sort(new Intl.Collator(localeTag(locale)).compare);
  return (
    <section aria-labelledby="names">
      <h2 id="names">{say('names.title')}</h2>
      <p className="soft">{say('names.lead')}</p>
      <ul>
        {sorted.map((name, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two people may have one name, and the list never moves.
          <li key={n} dir="auto">
            {name}
          </li>
        ))}
      </ul>
    </section>
  );
}
