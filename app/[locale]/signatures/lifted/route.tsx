import { door } from '@/app/ui/door.tsx';
import { NoticePage } from '@/app/ui/frame.tsx';
import { html } from '@/app/ui/html.tsx';
import { openPetitionsPath } from '@/lib/urls.ts';

export const GET = door<{ locale: string }>(({ request, visit }) => {
  const { locale, say } = visit;
  const ways = [{ href: openPetitionsPath(locale), words: say('spent.list') }];
  return html(
    request,
    <NoticePage visit={visit} title={say('refusal.lifted-title')} lead={[say('refusal.lifted')]} ways={ways} />,
  );
});
