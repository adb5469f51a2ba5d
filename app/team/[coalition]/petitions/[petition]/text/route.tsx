import { languageOf, sayProblems, showEditor, textPath } from '@/app/ui/draft/show-editor.tsx';
import { inertPolicy, seeOther } from '@/app/ui/html.tsx';
import { type TeamFormCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { namesOf } from '@/lib/access/accounts.ts';
import { findDraftProblems, readDraftFields } from '@/lib/draft/fields.ts';
import { saveDraft } from '@/lib/draft/save.ts';
import { LARGEST_WRITING } from '@/lib/form.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/petitions/[petition]/text';

export const GET = teamDoor(route, (call) => showEditor(call, {}));

export const POST = teamForm(route, save, { largest: LARGEST_WRITING });

async function save(call: TeamFormCall<typeof route>): Promise<Response> {
  const { form, member, petition, visit } = call;
  const language = languageOf(call);
  const fields = readDraftFields(form);
  const revision = readNumber(form.values.get('revision'));
  const isAutomatic = call.request.headers.get('accept') === 'application/json';
  const problems = findDraftProblems(fields, form);
  if (Object.keys(problems).length > 0) {
    if (isAutomatic) return answer(422, { words: Object.values(sayProblems(call, problems)).join(' ') });
    return showEditor(call, { status: 422, typed: fields, revision, problems });
  }
  const sourceRevision = readNumber(form.values.get('source_revision'));
  const isUpToDate = form.values.get('up_to_date') === 'yes';
  const wish = { language, fields, revision, sourceRevision, isUpToDate, isAutomatic };
  const outcome = await saveDraft(member, petition.id, wish, await call.now());
  switch (outcome.kind) {
    case 'saved':
      if (isAutomatic) return answer(200, { revision: outcome.revision });
      return seeOther(`${textPath(call)}?language=${language}&saved`);
    case 'stale': {
      const { savedBy } = outcome.theirs;
      if (!isAutomatic) return showEditor(call, { status: 409, typed: fields, theirs: outcome.theirs });
      const name = (savedBy && (await namesOf([savedBy])).get(savedBy)) || visit.say('draft.someone');
      const link = `${textPath(call)}?language=${language}`;
      return answer(409, {
        words: visit.say('draft.came-late', { name }),
        link,
        linkWords: visit.say('draft.see-theirs'),
      });
    }
    case 'not-yours':
      if (isAutomatic) return answer(403, { words: visit.say('draft.not-yours') });
      return showEditor(call, { status: 403 });
  }
}

const readNumber = (typed = ''): number => (/^\d{1,9}$/.test(typed) ? Number(typed) : -1);

/** To the script. */
const answer = (status: number, body: Readonly<Record<string, string | number>>): Response =>
  Response.json(body, { status, headers: { ...inertPolicy, 'cache-control': 'no-store' } });
