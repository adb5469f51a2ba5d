import { languagePattern } from '../../lib/i18n/languages.js';

/**
 * Next.js strips Content-Encoding from what a route answers (16.4), yet takes it from its configuration. So the
 * configuration announces gzip for the paths below when the reader takes gzip, and the doors behind those paths
 * must then send it. Both sides use this one rule.
 *
 * @typedef {{ type: 'header', key: string, value: string }} HeaderCondition
 */

const scripts = '(?:live|share|embed|embed-height|proof|proof-worker)\\.js';
const feeds = '(?:petitions/[^/]+/)?feed\\.xml';
/** All of the public JSON but streams, and what takes signatures. */
const json = 'api/v1/(?:openapi\\.json|petitions(?:/[^/]+(?:/(?:count|daily|daily\\.csv))?)?)';

const paths = `(?:${languagePattern})(?:/.*)?(?<!\\.pdf)|${scripts}|${feeds}|${json}|embed/.*`;

/** Every path whose answers all come from app/ui/html.tsx. One rule, because Next.js tries each at every request. */
export const compressedPaths = `/:path(${paths})`;

const matchesPath = new RegExp(`^/(?:${paths})$`, 'i');

/** RFC 9110 §12.5.3: named, and not refused with q=0. */
const takesGzip = '.*\\bgzip\\b(?!\\s*;\\s*q=0(?:\\.0*)?\\s*(?:,|$)).*';
const matchesHeader = new RegExp(`^${takesGzip}$`);

/** @type {HeaderCondition[]} */
export const readerTakesGzip = [{ type: 'header', key: 'accept-encoding', value: takesGzip }];

/** @param {Request} request */
export const isCompressed = (request) =>
  matchesPath.test(new URL(request.url).pathname) && matchesHeader.test(request.headers.get('accept-encoding') ?? '');
