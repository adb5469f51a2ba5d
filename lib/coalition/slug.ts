import type { LocalText } from '@/db/columns.ts';
import { isSlug } from '../urls.ts';
import type { Problem } from './fields.ts';

/** In characters. Longer addresses break in letters. */
export const LONGEST_SLUG = 60;

/** Words that the panel's own addresses use beside the coalitions'. */
const reserved = [
  'account',
  'audit',
  'export',
  'founding',
  'help',
  'new',
  'panel',
  'second-factor',
  'sign-in',
  'sign-out',
];

/** Cyrillic and Arabic letters as most of their readers type them on a plain keyboard. */
const plain: Readonly<Record<string, string>> = {
  ...pairs('абвгдезийклмнопрстуфхыэіґєїё', 'a b v g d e z i y k l m n o p r s t u f kh y e i g ye yi yo'),
  ...pairs('жцчшщюяъь', 'zh ts ch sh shch yu ya - -'),
  ...pairs(
    'ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإآءؤئ',
    'a b t th j h kh d dh r z s sh s d t z a gh f q k l m n h w y a a a i a - w y',
  ),
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
};

function pairs(letters: string, written: string): Record<string, string> {
  const words = written.split(' ');
  return Object.fromEntries([...letters].map((letter, n) => [letter, (words[n] ?? '').replace('-', '')]));
}

/** A plain address made from a name; empty when none of its letters has a plain form. */
export function proposeSlug(name: LocalText): string {
  const words = name.en ?? Object.values(name)[0] ?? '';
  const spelt = [...words.toLowerCase().normalize('NFC')].map((letter) => plain[letter] ?? letter).join('');
  return spelt
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_SLUG)
    .replace(/^-+|-+$/g, '');
}

/** The address that was typed, or where none was, the one made from the name. */
export function readSlug(typed: string, name: LocalText): { readonly slug: string; readonly problem: Problem | null } {
  const slug = typed.trim().toLowerCase() || proposeSlug(name);
  return { slug, problem: findProblem(slug) };
}

function findProblem(slug: string): Problem | null {
  if (slug === '') return { field: 'slug', key: 'coalition.slug.missing' };
  if (!isSlug(slug)) return { field: 'slug', key: 'coalition.slug.wrong' };
  if (slug.length > LONGEST_SLUG) return { field: 'slug', key: 'coalition.problem.too-long', count: LONGEST_SLUG };
  return reserved.includes(slug) ? slugTaken : null;
}

export const slugTaken: Problem = { field: 'slug', key: 'coalition.slug.taken' };
