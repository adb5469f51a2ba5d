import { directionOf, localeNames, readLocale } from '@/lib/i18n/locales.ts';
import type { PetitionText } from '@/lib/petition/canonical.ts';
import { renderMarkdown } from '@/lib/petition/markdown.ts';
import type { LanguageDifference, Piece } from '@/lib/publication/compare.ts';
import type { Visit } from '../frame.tsx';

const nameOf = (language: string): string => {
  const locale = readLocale(language);
  return locale ? localeNames[locale] : language;
};

interface TextSectionsProps {
  readonly visit: Visit;
  readonly texts: readonly PetitionText[];
  /** What changed since another version; null when there is none to compare with. */
  readonly since: { readonly version: number; readonly languages: readonly LanguageDifference[] } | null;
}

/** A version language by language: what changed, and the whole text as readers will see it. */
export function TextSections({ since, texts, visit }: TextSectionsProps) {
  const gone = since?.languages.filter(({ kind }) => kind === 'removed') ?? [];
  return (
    <>
      <nav aria-label={visit.say('version.languages')}>
        <ul className="row">
          {texts.map(({ language }) => (
            <li key={language} lang={language} dir={directionOf(language)}>
              <a href={`#text-${language}`}>{nameOf(language)}</a>
            </li>
          ))}
        </ul>
      </nav>
      {texts.map((text) => {
        const difference = since?.languages.find(({ language }) => language === text.language);
        return (
          <section key={text.language} aria-labelledby={`text-${text.language}`}>
            <h2 id={`text-${text.language}`} lang={text.language} dir={directionOf(text.language)}>
              {nameOf(text.language)}
            </h2>
            {since && difference && <Changes difference={difference} version={since.version} visit={visit} />}
            <WholeText text={text} visit={visit} />
          </section>
        );
      })}
      {gone.map(({ language }) => (
        <p key={language} className="alarm">
          {visit.say('version.language-gone', { language: nameOf(language), version: since?.version ?? 0 })}
        </p>
      ))}
    </>
  );
}

function WholeText({ text, visit: { locale, say } }: { text: PetitionText; visit: Visit }) {
  const { act, addressee, body, demand, language, title } = text;
  return (
    <article className="card" lang={language} dir={directionOf(language)}>
      <h3>{title}</h3>
      <p className="lead">{demand}</p>
      <div dangerouslySetInnerHTML={{ __html: renderMarkdown(body) }} />
      <dl className="facts">
        <dt lang={locale}>{say('version.field.addressee')}</dt>
        <dd>{addressee}</dd>
        <dt lang={locale}>{say('version.field.act')}</dt>
        <dd>{act}</dd>
      </dl>
    </article>
  );
}

interface ChangesProps {
  readonly visit: Visit;
  readonly difference: LanguageDifference;
  readonly version: number;
}

function Changes({ difference, version, visit }: ChangesProps) {
  const { say } = visit;
  const { fields, kind, language } = difference;
  if (kind !== 'changed') return <p className="soft">{say(`version.language-${kind}`, { version })}</p>;
  const changed = fields.filter(({ pieces }) => pieces.some((piece) => piece.kind !== 'same'));
  return (
    <details open>
      <summary>{say('version.changes', { version })}</summary>
      {changed.map(({ field, pieces }) => (
        <div key={field}>
          <h3>{say(`version.field.${field}`)}</h3>
          <p className="changes" lang={language} dir={directionOf(language)}>
            <Pieces pieces={pieces} visit={visit} />
          </p>
        </div>
      ))}
    </details>
  );
}

/** Marks carry their meaning as words, too: few screen readers say ins and del, and colour alone says nothing. */
function Pieces({ pieces, visit }: { pieces: readonly Piece[]; visit: Visit }) {
  const told = (kind: 'added' | 'removed') => (
    <span className="hidden" lang={visit.locale}>
      {` ${visit.say(`version.${kind}`)} `}
    </span>
  );
  return pieces.map(({ kind, words }, n) => {
    // Pieces have no other name than their place.
    const key = `${n}/${kind}`;
    if (kind === 'same') return <span key={key}>{words}</span>;
    const Mark = kind === 'added' ? 'ins' : 'del';
    return (
      <Mark key={key}>
        {told(kind)}
        {words}
      </Mark>
    );
  });
}
