import { seeOther } from '@/app/ui/html.tsx';
import { type TeamFormCall, teamForm } from '@/app/ui/team/member-door.tsx';
import { teamNotice } from '@/app/ui/team/notices.tsx';
import { saveForm } from '@/app/ui/update/save-form.ts';
import { showUpdate, updateOf } from '@/app/ui/update/show-update.tsx';
import { LARGEST_WRITING } from '@/lib/form.ts';
import { readLocale } from '@/lib/i18n/locales.ts';
import { queueTestLetter } from '@/lib/update/letter.ts';
import { teamPetitionPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/petitions/[petition]/updates/[update]/letter';

/** Saves what was typed and sends it to the writer's own mailbox, as those who asked for news would get it. */
export const POST = teamForm(route, saveAndSend, { largest: LARGEST_WRITING });

async function saveAndSend(call: TeamFormCall<typeof route>): Promise<Response> {
  const { account, form, member, params, petition, visit } = call;
  const saved = await saveForm(call);
  if (saved instanceof Response) return saved;
  const language = readLocale(form.values.get('letter_language') ?? '') ?? visit.locale;
  const outcome = await queueTestLetter(account, { ...saved.texts[language], language }, await call.now());
  const update = await updateOf(call);
  if (!update) return teamNotice(call, 'not-found');
  switch (outcome) {
    case 'queued':
      return seeOther(`${teamPetitionPath(member.coalition.slug, petition.slug)}/updates/${params.update}?letter`);
    case 'nothing-written':
      return showUpdate(call, update, { status: 422, alarm: visit.say('update-team.test.nothing-written') });
    case 'too-many':
      return showUpdate(call, update, { status: 429, alarm: visit.say('update-team.test.too-many') });
  }
}
