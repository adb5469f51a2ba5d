import { readToken, type Token } from '@/lib/token.ts';
import { hasTls } from '../onion.ts';

/**
 * The session's cookie. With TLS it carries the prefix that binds it to this host and path; Lax, because a strict
 * cookie would stay away when a member follows a letter's link. On the onion there is no TLS, so the prefix cannot
 * be had there.
 */
const sessionCookieName = (request: Request) => (hasTls(request) ? '__Host-undersigned' : 'undersigned');

export const cookieAttributes = (request: Request) =>
  `Path=/; HttpOnly; SameSite=Lax${hasTls(request) ? '; Secure' : ''}`;

export const setSessionCookie = (request: Request, token: Token): string =>
  `${sessionCookieName(request)}=${token}; ${cookieAttributes(request)}`;
export const clearSessionCookie = (request: Request): string =>
  `${sessionCookieName(request)}=; Max-Age=0; ${cookieAttributes(request)}`;

export function readSessionCookie(request: Request): Token | null {
  const cookies = (request.headers.get('cookie') ?? '').split(/;\s*/);
  const name = sessionCookieName(request);
  const named = cookies.find((cookie) => cookie.startsWith(`${name}=`));
  return named ? readToken(named.slice(name.length + 1)) : null;
}
