import { html } from '@/app/ui/html.tsx';
import { UpdatePage } from '@/app/ui/petition/update-page.tsx';
import { type TeamFormCall, teamForm } from '@/app/ui/team/member-door.tsx';
import { teamNotice } from '@/app/ui/team/notices.tsx';
import { showUpdate, updateOf } from '@/app/ui/update/show-update.tsx';
import { LARGEST_WRITING } from '@/lib/form.ts';
import { readLocale } from '@/lib/i18n/locales.ts';
import { words } from '@/lib/i18n/words.ts';
import { renderMarkdown } from '@/lib/petition/markdown.ts';
import { findPetitionById } from '@/lib/petition/read.ts';
import { findUpdateProblems, readUpdate } from '@/lib/update/fields.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/petitions/[petition]/updates/[update]/preview';

/** What was typed, as its readers would see it: the public page itself, saved nowhere. */
export const POST = teamForm(route, preview, { largest: LARGEST_WRITING });

async function preview(call: TeamFormCall<typeof route>): Promise<Response> {
  const petition = await findPetitionById(call.petition.id);
  const saved = await updateOf(call);
  if (!petition || !saved) return teamNotice(call, 'not-found');
  const typed = readUpdate(call.form);
  const problems = findUpdateProblems(typed, call.form);
  if (problems.length > 0) return showUpdate(call, saved, { status: 422, typed, problems });
  const locale = readLocale(call.form.values.get('preview') ?? '') ?? call.visit.locale;
  const { body, title } = typed.texts[locale];
  const update = { publishedAt: await call.now(), texts: [{ language: locale, title, html: renderMarkdown(body) }] };
  const visit = { ...call.visit, locale, say: words(locale), place: `/petitions/${petition.slug}/updates` };
  return html(call.request, <UpdatePage visit={visit} petition={petition} update={update} />);
}
