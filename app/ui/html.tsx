import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { ReactElement } from 'react';
import { isCompressed } from './compressed.js';
import { onionLocation } from './onion.ts';
import { styleHashIn } from './style.ts';

// Next.js refuses a static import of react-dom/server in its routes; the house renders plain HTML on purpose.
const { renderToStaticMarkup } = await import('react-dom/server');

/**
 * What a public page may do: apply its own style, load the one script and pictures from its own origin, post
 * forms to it. Nothing else, from nowhere else, in no frame (WE-01).
 */
const contentSecurityPolicy = (style: string, framesItself = false): string =>
  [
    "default-src 'none'",
    `style-src '${style}'`,
    "img-src 'self'",
    "script-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...(framesItself ? ["frame-src 'self'"] : []),
  ].join('; ');

/** For answers that are no page: nothing in them may run or be framed. */
export const inertPolicy = { 'content-security-policy': "default-src 'none'; frame-ancestors 'none'" };

/** A finished page: rendered once, compressed once, sent any number of times. */
export interface Page {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly plain: Buffer<ArrayBuffer>;
  readonly gzip: Buffer<ArrayBuffer>;
  readonly etag: string;
}

export interface PageOptions {
  readonly status?: number;
  /** Pages that belong to one person say nothing here and are never stored. */
  readonly cacheControl?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The hash of the page's own style, where it is not the public pages' (panel: app/ui/team/style.ts). */
  readonly styleHash?: string;
  /** The page shows pages of its own origin in frames: the gallery of letters, in development. */
  readonly framesItself?: boolean;
}

/** For pages that are the same for everybody. Caches in front may hold them for a second. */
export const SHARED_FOR_A_SECOND = 'public, max-age=0, s-maxage=1, stale-if-error=300';

/**
 * A public page that belongs to one person: a step of signing, confirming or managing. Some networks cut a connection
 * after 16 KB, so the next step must not come over this one (WE-12). Shared pages are a cache's to send.
 */
const isStep = ({ cacheControl, styleHash: own }: PageOptions): boolean => !cacheControl && !own;

export function renderPage(view: ReactElement, options: PageOptions = {}): Page {
  // HTML ends an option where the next begins; 250 countries make that worth a line (WE-12).
  const markup = renderToStaticMarkup(view).replaceAll('</option>', '');
  const plain = Buffer.from(`<!doctype html>${markup}`);
  return {
    status: options.status ?? 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': options.cacheControl ?? 'no-store',
      'content-security-policy': contentSecurityPolicy(options.styleHash ?? styleHashIn(markup), options.framesItself),
      ...(isStep(options) ? { connection: 'close' } : {}),
      ...options.headers,
    },
    plain,
    // Pages change their kind of text often, style, markup, sentences, names: small blocks suit each (measured).
    gzip: gzipSync(plain, { level: 9, memLevel: 5 }),
    etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
  };
}

/** The answer for one request: compressed where the reader takes it, empty where the reader has it already. */
export function answerWith(page: Page, request: Request): Response {
  const isShared = page.headers['cache-control'] !== 'no-store';
  const tags: Record<string, string> = isShared
    ? { etag: page.etag, vary: 'accept-encoding', 'x-accel-expires': untilSecondEnds() }
    : {};
  if (isShared && page.status === 200 && request.headers.get('if-none-match') === page.etag) {
    return new Response(null, {
      status: 304,
      // A browser takes these over the ones it keeps: the policy must be the page's.
      headers: { ...withoutType(page.headers), ...tags },
    });
  }
  const body = isCompressed(request) ? page.gzip : page.plain;
  return new Response(request.method === 'HEAD' ? null : body, {
    status: page.status,
    headers: { ...page.headers, ...tags, ...onionLocation(request) },
  });
}

function withoutType({ 'content-type': _, ...headers }: Page['headers']): Record<string, string> {
  return headers;
}

/**
 * For nginx, which keeps this to itself. It counts in whole seconds and would hold a page with s-maxage=1 for up to
 * two; a moment instead of a duration makes that one. Its clock must agree with ours to the second.
 */
const untilSecondEnds = (): string => `@${Math.floor(Date.now() / 1000)}`;

/** The usual way: render for this request alone. */
export const html = (request: Request, view: ReactElement, options?: PageOptions): Response =>
  answerWith(renderPage(view, options), request);

/** 303: the answer to a form that was taken. Relative, so that it holds on every origin the site is reached by. */
export const seeOther = (path: string): Response =>
  new Response(null, { status: 303, headers: { ...inertPolicy, location: path, 'cache-control': 'no-store' } });
