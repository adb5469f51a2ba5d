/** Cyrillic as it is read in addresses. */
const letters: Readonly<Record<string, string>> = {
  ...{ а: 'a', б: 'b', в: 'v', г: 'g', ґ: 'g', д: 'd', е: 'e', ё: 'e', є: 'ie', ж: 'zh', з: 'z', и: 'i', і: 'i' },
  ...{ ї: 'i', й: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f' },
  ...{ х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'iu', я: 'ia' },
  ...{ ß: 'ss', ä: 'ae', ö: 'oe', ü: 'ue', ł: 'l', ø: 'o', æ: 'ae' },
};

/** In characters; longer ones do not fit a poster. */
export const LONGEST_SLUG = 80;

/** An address made from a title; empty where the title has no letter that fits into one. */
export const proposeSlug = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[\u0400-\u04ffßäöüłøæ]/g, (letter) => letters[letter] ?? '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
