import type { Finding } from '../../verify/finding.ts';
import {
  directionIn,
  readVerifyLocale,
  type SayVerify,
  tagOf,
  type VerifyKey,
  type VerifyLocale,
  verifyWords,
} from '../../verify/words.ts';

/** The elements of the page, which the document beside this file has put there. */
export function element<Kind extends HTMLElement = HTMLElement>(id: string): Kind {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page lacks #${id}.`);
  // The cast holds because document.ts gives each id its kind, and the page is one file with this script.
  return found as Kind;
}

/** The words of the page as it stands. Elements keep their sentence's key, so a change of language changes them all. */
export interface Speech {
  locale: VerifyLocale;
  say: SayVerify;
}

export function speechOf(locale: VerifyLocale): Speech {
  return { locale, say: verifyWords(locale) };
}

export function firstLocale(): VerifyLocale {
  const asked = new URLSearchParams(location.search).get('lang');
  const wishes = [asked ?? '', ...navigator.languages].map((tag) => readVerifyLocale(tag));
  return wishes.find((locale) => locale !== null) ?? 'en';
}

export function speak(speech: Speech): void {
  document.documentElement.lang = tagOf(speech.locale);
  document.documentElement.dir = directionIn(speech.locale);
  document.title = speech.say('verify.title');
  for (const each of document.querySelectorAll<HTMLElement>('[data-say]')) {
    const values = JSON.parse(each.dataset.values ?? '{}') as Finding['values'];
    each.textContent = speech.say(each.dataset.say as VerifyKey, values);
  }
}

/** Puts a sentence into an element so that it can be said again in another language. */
export function put({ say }: Speech, into: HTMLElement, key: VerifyKey, values: Finding['values'] = {}): void {
  into.dataset.say = key;
  into.dataset.values = JSON.stringify(values);
  into.textContent = say(key, values);
  into.hidden = false;
}

export function listItem(speech: Speech, list: Element | null, { key, kind, values }: Finding): void {
  const item = document.createElement('li');
  item.className = kind;
  put(speech, item, key, values);
  list?.append(item);
}

export function markWrong(speech: Speech, id: string, key: VerifyKey | null): void {
  const field = element(id);
  const wrong = element(`${id}-wrong`);
  if (key) put(speech, wrong, key);
  wrong.hidden = key === null;
  field.setAttribute('aria-invalid', String(key !== null));
}
