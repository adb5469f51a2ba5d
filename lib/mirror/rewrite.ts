import { formatMoment } from '../i18n/format.ts';
import type { Locale } from '../i18n/locales.ts';
import { words } from '../i18n/words.ts';
import { fileOf, readPlace, wayBetween } from './places.ts';

export interface Mirrored {
  /** The origin that is mirrored, and its onion where it has one. */
  readonly origin: string;
  readonly onion: string | null;
  readonly takenAt: Date;
  /** Every place that the mirror holds. */
  readonly places: ReadonlySet<string>;
}

export interface Rewriting extends Mirrored {
  readonly locale: Locale;
  /** What the page is at home, and the file that it becomes. */
  readonly place: string;
  readonly file: string;
}

const writeText = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const readText = (text: string): string =>
  text.replace(/&(?:amp|#x27|#39|quot);/g, (sign) => (sign === '&amp;' ? '&' : sign === '&quot;' ? '"' : "'"));

/**
 * A page for the mirror. It reads the markup of our own views, in which every attribute is quoted and every "<" and
 * ">" of a text is escaped (app/ui/html.tsx): tags can be told by their brackets.
 */
export function rewritePage(markup: string, page: Rewriting): string {
  return (
    markup
      .replace(/<script\b[^>]*>[\s\S]*?<\/script>/g, '')
      .replace(
        /(<(?:a|link|img|source)\b[^>]*?\s)(href|src)="([^"]*)"/g,
        (_, before: string, name: string, to: string) => `${before}${name}="${writeText(leadOn(readText(to), page))}"`,
      )
      // After the links, so that the ways back to the site stay whole.
      .replace(/<form\b([^>]*)>[\s\S]*?<\/form>/g, (_, attributes: string) => insteadOfForm(attributes, page))
      .replace('<head>', `<head>${policyFor(markup)}`)
      .replace(/<body\b[^>]*>/, (body) => body + sayMirror(page))
  );
}

/** A file server sends no policy of ours: it stands in the page. */
function policyFor(markup: string): string {
  const style = markup.includes('<style>') ? " style-src 'unsafe-inline';" : '';
  const policy = `default-src 'none';${style} img-src 'self'; base-uri 'none'; form-action 'none'`;
  return `<meta http-equiv="content-security-policy" content="${policy}"><meta name="referrer" content="no-referrer">`;
}

/** Within the mirror where it holds the place, else to the site itself. */
function leadOn(href: string, { file, origin, places }: Rewriting): string {
  if (href.startsWith('#') || !URL.canParse(href, origin)) return href;
  const url = new URL(href, origin);
  if (url.origin !== origin) return href;
  const place = readPlace(href, origin);
  return place && places.has(place) ? wayBetween(file, fileOf(place)) + url.hash : url.href;
}

function sayMirror({ locale, takenAt }: Rewriting): string {
  const sentence = words(locale)('mirror.as-of', { moment: formatMoment(locale, takenAt) });
  return `<p class="band" role="note"><strong>${writeText(sentence)}</strong></p>`;
}

/** Nothing typed into a copy would arrive anywhere: the sentence says where it would. */
function insteadOfForm(attributes: string, page: Rewriting): string {
  const say = words(page.locale);
  const id = /\sid="([\w-]+)"/.exec(attributes)?.[1];
  const links = [page.origin, page.onion]
    .filter((origin) => origin !== null)
    .map((origin) => {
      const href = writeText(origin + page.place + (id ? `#${id}` : ''));
      return `<li><a href="${href}" rel="noreferrer" dir="ltr">${writeText(new URL(origin).host)}</a></li>`;
    });
  return `<div${id ? ` id="${id}"` : ''}><p>${writeText(say('mirror.instead'))}</p><ul>${links.join('')}</ul></div>`;
}
