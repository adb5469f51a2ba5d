import { languagePattern } from '../../i18n/languages.js';

/** What a request may say before the framework hears of it. */

/** The methods that some door of the site knows; RFC 9110 wants them named with a 405. */
export const METHODS = Object.freeze(['GET', 'HEAD', 'POST', 'OPTIONS']);

/**
 * Headers by which frameworks and proxies speak among themselves. A visitor's word on them counts for nothing
 * (WE-06, WE-07); the last one would have its nonce taken into a page.
 */
const INTERNAL =
  /^(?:x-middleware-.*|x-next(?:js)?-.*|next-(?!action$).*|rsc|x-invoke-.*|x-matched-path|x-now-.*|x-prerender-.*|forwarded|x-forwarded-(?:host|port|proto|server|prefix)|x-original-url|x-rewrite-url|content-security-policy)$/;

/** @param {import('node:http').IncomingHttpHeaders} headers */
export function dropInternalHeaders(headers) {
  for (const name of Object.keys(headers)) if (INTERNAL.test(name)) delete headers[name];
}

/** An address that no door answers, so that the page says so in the reader's language. */
const NOWHERE = '/-';

const LANGUAGE = new RegExp(`^/(?:${languagePattern})(?=/)`);

/** The framework's own files and pages; none of ours uses any. */
const FRAMEWORK = /^\/+_/;

/**
 * The path and search that the framework is given. What it could not decode, and what would reach its own files,
 * becomes an address that is not there; the language stays.
 * @param {string} url As it stood in the request line: also "*", or a whole address
 */
export function readTarget(url) {
  const target = url.replace(/^https?:\/\/[^/?#]*/i, '').split('#', 1)[0] || '/';
  const cut = target.indexOf('?');
  const path = cut < 0 ? target : target.slice(0, cut);
  const isPath = path.startsWith('/') && isDecodable(path) && !FRAMEWORK.test(decodeURIComponent(path));
  if (isPath) return target;
  const language = LANGUAGE.exec(path)?.[0] ?? '';
  return language + NOWHERE;
}

/** @param {string} path */
function isDecodable(path) {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    // The one fault there is: bytes that are no UTF-8, or a percent sign that begins nothing.
    return false;
  }
}
