import { settings } from '@/lib/env.ts';
import { readToken, type Token } from '@/lib/token.ts';

/**
 * The session's cookie. With TLS it carries the prefix that binds it to this host and path; Lax, because a strict
 * cookie would stay away when a member follows a letter's link.
 */
const isSecure = () => settings().APP_URL.startsWith('https:');
export const sessionCookieName = () => (isSecure() ? '__Host-undersigned' : 'undersigned');

const attributes = () => `Path=/; HttpOnly; SameSite=Lax${isSecure() ? '; Secure' : ''}`;

export const setSessionCookie = (token: Token): string => `${sessionCookieName()}=${token}; ${attributes()}`;
export const clearSessionCookie = (): string => `${sessionCookieName()}=; Max-Age=0; ${attributes()}`;

export function readSessionCookie(request: Request): Token | null {
  const cookies = (request.headers.get('cookie') ?? '').split(/;\s*/);
  const named = cookies.find((cookie) => cookie.startsWith(`${sessionCookieName()}=`));
  return named ? readToken(named.slice(sessionCookieName().length + 1)) : null;
}
