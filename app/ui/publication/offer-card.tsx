import { localeNames, readLocale } from '@/lib/i18n/locales.ts';
import type { OfferPlan } from '@/lib/publication/drafts.ts';
import type { Visit } from '../frame.tsx';

interface OfferCardProps {
  readonly plan: OfferPlan;
  readonly base: string;
  readonly visit: Visit;
}

/** What the drafts would make as the next version, what they lack, and the button that offers them. */
export function OfferCard({ base, plan, visit }: OfferCardProps) {
  const { say } = visit;
  return (
    <section className="card" aria-labelledby="offer">
      <h2 id="offer">{say('version.offer.title', { version: plan.version })}</h2>
      <p>{say(`version.offer.${plan.outcome}`, { version: plan.version })}</p>
      <Notes plan={plan} visit={visit} />
      {plan.outcome === 'ready' ? (
        <form method="post" action={`${base}/versions`}>
          <button type="submit">{say('version.offer.submit', { version: plan.version })}</button>
        </form>
      ) : (
        <p>
          <a href={`${base}/text`}>{say('version.offer.to-text')}</a>
        </p>
      )}
    </section>
  );
}

function Notes({ plan, visit: { locale, say } }: Omit<OfferCardProps, 'base'>) {
  const named = (languages: readonly string[]) => new Intl.ListFormat(locale).format(languages.map(nameOf));
  const notes = [
    plan.texts.length > 0 && say('version.offer.languages', { languages: named(plan.texts.map((t) => t.language)) }),
    plan.replaces && plan.outcome === 'ready' && say('version.offer.replaces', { version: plan.version }),
    ...plan.lacks.map(({ fields, language }) =>
      say('version.offer.lacks', {
        language: nameOf(language),
        fields: new Intl.ListFormat(locale).format(fields.map((field) => say(`version.field.${field}`))),
      }),
    ),
    plan.stale.length > 0 && say('version.offer.stale', { languages: named(plan.stale) }),
    plan.lost.length > 0 && say('version.offer.lost', { languages: named(plan.lost) }),
    plan.unwritten.length > 0 && say('version.offer.unwritten', { languages: named(plan.unwritten) }),
  ].filter((note) => note !== false);
  return (
    <ul>
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}

function nameOf(language: string): string {
  const locale = readLocale(language);
  return locale ? localeNames[locale] : language;
}
