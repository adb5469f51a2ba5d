import { door } from '@/app/ui/door.tsx';
import { faultPage } from '@/app/ui/notices.tsx';
import { readLocale } from '@/lib/i18n/locales.ts';
import { words } from '@/lib/i18n/words.ts';

/** Every address that no other door answers. */
const missing = door<{ path: string[] }>(({ params, request, visit }) => {
  const locale = readLocale(params.path[0] ?? '') ?? visit.locale;
  return faultPage(request, { ...visit, locale, say: words(locale) }, 'not-found');
});

export { missing as GET, missing as POST };
