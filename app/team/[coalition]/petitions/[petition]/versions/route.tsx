import { seeOther } from '@/app/ui/html.tsx';
import { numberIn, showVersions } from '@/app/ui/publication/show-versions.tsx';
import { type TeamCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { offerVersion } from '@/lib/publication/offer.ts';
import { teamPetitionPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/petitions/[petition]/versions';

export const GET = teamDoor(route, (call) => showVersions(call, { done: sayDone(call) }));

/** Lays the drafts before the partners. */
export const POST = teamForm(route, async (call) => {
  const { member, petition, visit } = call;
  const outcome = await offerVersion(petition, member, await call.now());
  switch (outcome.kind) {
    case 'offered':
      return seeOther(`${teamPetitionPath(member.coalition.slug, petition.slug)}/versions?offered=${outcome.version}`);
    case 'incomplete':
    case 'unchanged':
    case 'too-many':
      return showVersions(call, { alarm: visit.say(`version.offer.refused.${outcome.kind}`), status: 409 });
  }
});

function sayDone(call: TeamCall<typeof route>): string | undefined {
  const { say } = call.visit;
  for (const [name, key] of [
    ['offered', 'version.done.offered'],
    ['published', 'publication.done.published'],
    ['planned', 'publication.done.planned'],
    ['taken-back', 'publication.done.taken-back'],
  ] as const) {
    const version = numberIn(call, name);
    if (version !== null) return say(key, { version });
  }
  return undefined;
}
