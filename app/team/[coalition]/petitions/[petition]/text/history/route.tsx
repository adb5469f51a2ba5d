import { HistoryPage } from '@/app/ui/draft/history-page.tsx';
import { languageOf, textPath } from '@/app/ui/draft/show-editor.tsx';
import { teamDoor } from '@/app/ui/team/member-door.tsx';
import { teamNotice } from '@/app/ui/team/notices.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { namesOf } from '@/lib/access/accounts.ts';
import { findSave, listSaves } from '@/lib/draft/history.ts';
import { loadDrafts } from '@/lib/draft/read.ts';
import { mayWrite } from '@/lib/draft/save.ts';

export const dynamic = 'force-dynamic';

export const GET = teamDoor('/team/[coalition]/petitions/[petition]/text/history', async (call) => {
  const { member, petition, request, url, visit } = call;
  const language = languageOf(call);
  const wanted = url.searchParams.get('save');
  const chosen = wanted === null ? null : await findSave(petition.id, language, wanted);
  if (wanted !== null && !chosen) return teamNotice(call, 'not-found');
  const [drafts, saves] = await Promise.all([loadDrafts(petition.id), listSaves(petition.id, language)]);
  const authors = [...saves, ...(chosen ? [chosen] : [])].flatMap(({ savedBy }) => savedBy ?? []);
  const view = (
    <HistoryPage
      {...{ visit, member, language, drafts, saves, chosen }}
      petition={{ slug: petition.slug, title: drafts.source.fields.title.trim() }}
      path={textPath(call)}
      names={await namesOf(authors)}
      mayWrite={mayWrite(member, language, drafts.sourceLanguage)}
    />
  );
  return panelHtml(request, view);
});
