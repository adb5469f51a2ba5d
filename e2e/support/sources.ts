import { randomInt } from 'node:crypto';
import { decree } from '@/db/seed/decree.ts';
import { SIGN_FREELY } from '@/lib/rate-limit/limits.ts';
import { signaturesPath } from '@/lib/urls.ts';
import { siteUrl } from './places.ts';

/**
 * Everything in a test comes from one machine. The site under test believes what this machine says in X-Forwarded-For
 * (lib/commands/surroundings.ts), so that each visitor of a test has an address of their own: RFC 3849's for examples.
 */
export const newSource = (): string =>
  `2001:db8:${randomInt(65_536).toString(16)}:${randomInt(65_536).toString(16)}::1`;

export const fromSource = (source = newSource()): Record<string, string> => ({ 'x-forwarded-for': source });

/** A source that has sent as many forms as are free, or more: whoever comes from it next is asked for proof. */
export async function crowdSource(forms = SIGN_FREELY.most): Promise<string> {
  const source = newSource();
  for (let n = 0; n < forms; n += 1) {
    await fetch(siteUrl + signaturesPath('en', decree.petition.slug), {
      method: 'POST',
      body: new URLSearchParams(),
      headers: { origin: siteUrl, ...fromSource(source) },
    });
  }
  return source;
}
