import { door } from '@/app/ui/door.tsx';
import { plainText } from '@/app/ui/plain-text.ts';
import { locales } from '@/lib/i18n/locales.ts';

export const dynamic = 'force-dynamic';

/** Petitions may be found; what belongs to one person, and the panel, may not be looked through. */
export const GET = door(({ request, visit }) =>
  plainText(request, [
    'User-agent: *',
    ...locales.map((locale) => `Disallow: /${locale}/signatures/`),
    'Disallow: /team',
    'Disallow: /sign-in',
    'Disallow: /api/',
    '',
    `Sitemap: ${visit.origin}/sitemap.xml`,
  ]),
);
