import { seeOther } from '@/app/ui/html.tsx';
import { WordsPage } from '@/app/ui/share/words-page.tsx';
import { type TeamCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import {
  findWordsProblems,
  readSharedWords,
  type SharedWords,
  saveSharedWords,
  typedWords,
  type WordsProblems,
} from '@/lib/share/words.ts';
import { teamWordsPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/petitions/[petition]/words';

/** The words that go before the petition's link when somebody passes it on. */
export const GET = teamDoor(route, async (call) => showWords(call, await readSharedWords(call.petition), {}));

export const POST = teamForm(route, async (call) => {
  const { form, member, now, petition } = call;
  const typed = typedWords(form.values);
  const problems = findWordsProblems(typed);
  if (Object.keys(problems).length > 0) return showWords(call, typed, problems);
  await saveSharedWords(member, petition, typed, await now());
  return seeOther(`${teamWordsPath(member.coalition.slug, petition.slug)}?saved`);
});

function showWords(call: TeamCall<typeof route>, words: SharedWords, problems: WordsProblems): Response {
  const { member, petition, request, url, visit } = call;
  const named = { slug: petition.slug, title: petition.title };
  const isSaved = url.searchParams.has('saved');
  const view = <WordsPage {...{ visit, member, words, problems, isSaved }} petition={named} />;
  return panelHtml(request, view, { status: Object.keys(problems).length > 0 ? 422 : 200 });
}
