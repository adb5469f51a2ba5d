import { pickText } from '@/lib/i18n/format.ts';
import { directionOf } from '@/lib/i18n/locales.ts';
import type { Visit } from './frame.tsx';

/** Organisers' words in the reader's language; where they fall back to another, they carry that language and its direction. */
export function Words({ text, visit }: { text: { readonly [language: string]: string }; visit: Visit }) {
  const picked = pickText(text, visit.locale);
  if (picked.language === visit.locale) return picked.text;
  return (
    <span lang={picked.language} dir={directionOf(picked.language)}>
      {picked.text}
    </span>
  );
}
