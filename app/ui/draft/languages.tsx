import { type Drafts, draftState } from '@/lib/draft/read.ts';
import { directionOf, type Locale, localeNames, locales } from '@/lib/i18n/locales.ts';
import type { Visit } from '../frame.tsx';

interface LanguagesProps {
  readonly visit: Visit;
  readonly drafts: Drafts;
  readonly current: Locale;
  /** Where the text is edited, without its language. */
  readonly path: string;
}

/** The five languages of a text: which one leads, and how far each of the others is. */
export function Languages({ current, drafts, path, visit }: LanguagesProps) {
  const { say } = visit;
  return (
    <nav aria-label={say('draft.languages')}>
      <ul className="states">
        {locales.map((language) => {
          const isSource = language === drafts.sourceLanguage;
          const state = draftState(drafts, language);
          return (
            <li key={language} className={language === current ? 'here' : undefined}>
              <a
                href={`${path}?language=${language}`}
                lang={language}
                dir={directionOf(language)}
                aria-current={language === current ? 'page' : undefined}
              >
                {localeNames[language]}
              </a>
              <br />
              <span className="soft">
                {isSource && `${say('draft.source')} · `}
                {say(`draft.state.${state}`)}
              </span>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
