import { preferLocale } from '@/lib/i18n/locales.ts';
import { homePath } from '@/lib/urls.ts';
import { door } from './ui/door.tsx';
import { inertPolicy } from './ui/html.tsx';

/** The bare address leads on in the visitor's language. */
export const GET = door(({ request }) => {
  const location = homePath(preferLocale(request.headers.get('accept-language')));
  return new Response(null, {
    status: 303,
    headers: { ...inertPolicy, location, vary: 'accept-language', 'cache-control': 'no-store' },
  });
});
