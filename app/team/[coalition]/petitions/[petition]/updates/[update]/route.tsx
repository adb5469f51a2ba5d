import { seeOther } from '@/app/ui/html.tsx';
import { type TeamFormCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { teamNotice } from '@/app/ui/team/notices.tsx';
import { saveForm } from '@/app/ui/update/save-form.ts';
import { showUpdate, updateOf } from '@/app/ui/update/show-update.tsx';
import { LARGEST_WRITING } from '@/lib/form.ts';
import { mayRead } from '@/lib/team/rules.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/petitions/[petition]/updates/[update]';

const doneWords = ['saved', 'letter', 'published', 'scheduled', 'unscheduled', 'stopped', 'resumed'] as const;

export const GET = teamDoor(route, async (call) => {
  const update = await updateOf(call);
  if (!update) return teamNotice(call, 'not-found');
  const done = doneWords.find((word) => call.url.searchParams.has(word));
  return showUpdate(call, update, { done: done && call.visit.say(`update-team.done.${done}`) });
});

export const POST = teamForm(route, save, { largest: LARGEST_WRITING });

async function save(call: TeamFormCall<typeof route>): Promise<Response> {
  const saved = await saveForm(call);
  if (saved instanceof Response) return saved;
  const publishes = call.form.values.get('then') === 'publish' && mayRead(`${route}/publication`, call.member.role);
  return seeOther(publishes ? `${call.url.pathname}/publication` : `${call.url.pathname}?saved`);
}
