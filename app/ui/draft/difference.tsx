import { compareWords } from '@/lib/draft/compare.ts';
import { directionOf } from '@/lib/i18n/locales.ts';

interface DifferenceProps {
  readonly before: string;
  readonly after: string;
  readonly language: string;
}

/** What became of some words: what is gone struck through, what is new underlined. */
export function Difference({ after, before, language }: DifferenceProps) {
  return (
    <div className="own-words" lang={language} dir={directionOf(language)}>
      {compareWords(before, after).map(({ kind, words }, n) => {
        // Pieces have no name but their place, and the list never moves.
        const key = `${n}`;
        if (kind === 'added') return <ins key={key}>{words}</ins>;
        return kind === 'removed' ? <del key={key}>{words}</del> : <span key={key}>{words}</span>;
      })}
    </div>
  );
}
