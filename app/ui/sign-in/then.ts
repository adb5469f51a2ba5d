import { teamPath } from '@/lib/urls.ts';
import { cookieAttributes } from '../team/cookie.ts';

/**
 * Where to go on after signing in. It travels in a cookie, not in the letter, and is a place of the panel or nothing:
 * plain path parts and a plain search, so that no spelling of it leads to another host (WE-05).
 */
const PLACE = /^\/team(\/[a-z0-9_-]+)*(\?[\w.~%&=+-]*)?$/i;
const LONGEST = 500;

export const readThen = (value: string | null | undefined): string | null =>
  value && value.length <= LONGEST && PLACE.test(value) ? value : null;

const NAME = 'undersigned-then';

/** Kept for as long as the letter's link works, and a little for the second factor. */
export const keepThen = (request: Request, then: string): string =>
  `${NAME}=${encodeURIComponent(then)}; Max-Age=1800; ${cookieAttributes(request)}`;
export const forgetThen = (request: Request): string => `${NAME}=; Max-Age=0; ${cookieAttributes(request)}`;

/** Where this visitor wanted to go, or the panel's front door. */
export function landingOf(request: Request): string {
  const cookies = (request.headers.get('cookie') ?? '').split(/;\s*/);
  const kept = cookies.find((cookie) => cookie.startsWith(`${NAME}=`))?.slice(NAME.length + 1) ?? '';
  return (/^[\w.~%-]*$/.test(kept) && isDecodable(kept) ? readThen(decodeURIComponent(kept)) : null) ?? teamPath;
}

/** Every percent sign begins an ASCII character: only such are kept, and decoding cannot fail. */
const isDecodable = (text: string): boolean => /^([^%]|%[0-7][0-9a-f])*$/i.test(text);

/** An answer that sets cookies as well. */
export function withCookies(response: Response, ...cookies: readonly string[]): Response {
  for (const cookie of cookies) response.headers.append('set-cookie', cookie);
  return response;
}
