import { planOffer } from '@/lib/publication/drafts.ts';
import { listVersions } from '@/lib/publication/read.ts';
import { readMissedPublication, readSchedule } from '@/lib/publication/state.ts';
import { mayAct } from '@/lib/team/rules.ts';
import type { MemberCall, TitledPetition } from '../team/member-door.tsx';
import { teamNotice } from '../team/notices.tsx';
import { placeOf } from '../team/petition-place.ts';
import { panelHtml } from '../team/team-frame.tsx';
import { VersionsPage } from './versions-page.tsx';

type PetitionCall = MemberCall & { readonly petition: TitledPetition };

interface Told {
  readonly done?: string | undefined;
  readonly alarm?: string | undefined;
  readonly status?: number;
}

/** The list of versions, with what has just happened. */
export async function showVersions(call: PetitionCall, { alarm, done, status = 200 }: Told): Promise<Response> {
  const { member, petition, request } = call;
  const versions = await listVersions(petition);
  const mayOffer = mayAct('/team/[coalition]/petitions/[petition]/versions', member.role);
  const view = (
    <VersionsPage
      {...placeOf(call)}
      versions={versions}
      needed={petition.partnersNeeded}
      plan={mayOffer ? await planOffer(petition, versions) : null}
      schedule={await readSchedule(petition, versions)}
      missed={await readMissedPublication(petition, member)}
      done={done}
      alarm={alarm}
    />
  );
  return panelHtml(request, view, { status });
}

export const noSuchVersion = (call: MemberCall): Response => teamNotice(call, 'not-found');

/** The number after a "?name=", for sentences about what was done; null for anything that is no number. */
export function numberIn(call: MemberCall, name: string): number | null {
  const typed = call.url.searchParams.get(name) ?? '';
  return /^\d{1,9}$/.test(typed) ? Number(typed) : null;
}
