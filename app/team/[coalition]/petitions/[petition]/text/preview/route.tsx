import { Preview, PreviewPage } from '@/app/ui/draft/preview.tsx';
import { languageOf } from '@/app/ui/draft/show-editor.tsx';
import { html } from '@/app/ui/html.tsx';
import { teamForm } from '@/app/ui/team/member-door.tsx';
import { sayInPanel } from '@/app/ui/team/notices.tsx';
import { findDraftProblems, readDraftFields } from '@/lib/draft/fields.ts';
import { LARGEST_WRITING } from '@/lib/form.ts';

export const dynamic = 'force-dynamic';

/** What was typed, as the public page will show it: a page of its own, or the piece that the script puts in. */
export const POST = teamForm(
  '/team/[coalition]/petitions/[petition]/text/preview',
  (call) => {
    const { form, request, url, visit } = call;
    const language = languageOf(call);
    const fields = readDraftFields(form);
    if (Object.keys(findDraftProblems(fields, form)).length > 0) {
      const title = visit.say('draft.preview.title');
      return sayInPanel(call, { status: 422, title, lead: [visit.say('draft.preview.not')], ways: [] });
    }
    if (url.searchParams.has('piece')) return html(request, <Preview {...{ fields, language }} />);
    return html(request, <PreviewPage {...{ fields, language, visit }} />);
  },
  { largest: LARGEST_WRITING },
);
