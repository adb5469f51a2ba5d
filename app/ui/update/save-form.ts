import type { PostedForm } from '@/lib/form.ts';
import { findUpdateProblems, readUpdate, type TypedUpdate } from '@/lib/update/fields.ts';
import { saveUpdate } from '@/lib/update/write.ts';
import { teamNotice } from '../team/notices.tsx';
import { showUpdate, type UpdateCall, updateOf } from './show-update.tsx';

/** Saves the edit form that was posted; answers what was saved, or the page that says why nothing was. */
export async function saveForm(call: UpdateCall & { readonly form: PostedForm }): Promise<TypedUpdate | Response> {
  const update = await updateOf(call);
  if (!update) return teamNotice(call, 'not-found');
  const typed = readUpdate(call.form);
  const problems = findUpdateProblems(typed, call.form);
  if (problems.length > 0) return showUpdate(call, update, { status: 422, typed, problems });
  switch (await saveUpdate(update.id, typed)) {
    case 'saved':
      return typed;
    case 'stale': {
      const theirs = (await updateOf(call)) ?? update;
      const alarm = call.visit.say('update-team.stale');
      return showUpdate(call, theirs, { status: 409, typed, isStale: true, alarm });
    }
    case 'fixed': {
      const fixed = (await updateOf(call)) ?? update;
      return showUpdate(call, fixed, { status: 409, alarm: call.visit.say('update-team.refused.fixed') });
    }
    case 'gone':
      return teamNotice(call, 'not-found');
  }
}
