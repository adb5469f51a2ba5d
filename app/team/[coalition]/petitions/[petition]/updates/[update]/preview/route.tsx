import { html } from '@/app/ui/html.tsx';
import { UpdatePage } from '@/app/ui/petition/update-page.tsx';
import { teamForm } from '@/app/ui/team/member-door.tsx';
import { teamNotice } from '@/app/ui/team/notices.tsx';
import { updateOf } from '@/app/ui/update/show-update.tsx';
import { readLocale } from '@/lib/i18n/locales.ts';
import { words } from '@/lib/i18n/words.ts';
import { renderMarkdown } from '@/lib/petition/markdown.ts';
import { findPetitionById } from '@/lib/petition/read.ts';
import { readUpdate } from '@/lib/update/fields.ts';

export const dynamic = 'force-dynamic';

/** What was typed, as its readers would see it: the public page itself, saved nowhere. */
export const POST = teamForm('/team/[coalition]/petitions/[petition]/updates/[update]/preview', async (call) => {
  const petition = await findPetitionById(call.petition.id);
  if (!petition || !(await updateOf(call))) return teamNotice(call, 'not-found');
  const locale = readLocale(call.form.values.get('preview') ?? '') ?? call.visit.locale;
  const { body, title } = readUpdate(call.form).texts[locale];
  const update = { publishedAt: await call.now(), texts: [{ language: locale, title, html: renderMarkdown(body) }] };
  const visit = { ...call.visit, locale, say: words(locale), place: `/petitions/${petition.slug}/updates` };
  return html(call.request, <UpdatePage visit={visit} petition={petition} update={update} />);
});
