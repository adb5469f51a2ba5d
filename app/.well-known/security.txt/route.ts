import { door } from '@/app/ui/door.tsx';
import { faultPage } from '@/app/ui/notices.tsx';
import { originFor } from '@/app/ui/onion.ts';
import { plainText } from '@/app/ui/plain-text.ts';
import { settings } from '@/lib/env.ts';
import { locales } from '@/lib/i18n/locales.ts';
import { aboutPath, securityTextPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

/** In milliseconds: 180 days from the day on which it is read, so that it never lies expired (RFC 9116 §2.5.5). */
const HOLDS = 180 * 86_400_000;

/** RFC 9116: whom to tell of a weakness. Not there where the operator named nobody. */
export const GET = door(async ({ now, request, visit }) => {
  const { SECURITY_CONTACT } = settings();
  if (!SECURITY_CONTACT) return faultPage(request, visit, 'not-found');
  const origin = originFor(request);
  const today = (await now()).getTime();
  const expires = new Date(Math.floor((today + HOLDS) / 86_400_000) * 86_400_000);
  return plainText(request, [
    `Contact: ${SECURITY_CONTACT}`,
    `Expires: ${expires.toISOString()}`,
    `Preferred-Languages: ${locales.join(', ')}`,
    `Canonical: ${origin}${securityTextPath}`,
    `Policy: ${origin}${aboutPath('en', 'security')}`,
  ]);
});
