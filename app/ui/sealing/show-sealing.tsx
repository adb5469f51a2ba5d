import { readSealing } from '@/lib/sealing/read.ts';
import type { Member } from '@/lib/team/members.ts';
import type { Visit } from '../frame.tsx';
import type { TitledPetition } from '../team/member-door.tsx';
import { panelHtml } from '../team/team-frame.tsx';
import { SealingPage, type SealingPageProps } from './sealing-page.tsx';

interface SealingCall {
  readonly request: Request;
  readonly visit: Visit;
  readonly member: Member;
  readonly petition: TitledPetition;
  readonly now: () => Promise<Date>;
}

type Shown = Pick<SealingPageProps, 'typed' | 'problems' | 'isLate'>;

/** The page of a petition's sealing keys, or the same with what is to be mended. */
export async function showSealing(call: SealingCall, shown: Shown = {}, status = 200): Promise<Response> {
  const { member, petition, request, visit } = call;
  const sealing = await readSealing(member, petition, await call.now());
  return panelHtml(request, <SealingPage {...{ visit, member, petition, sealing }} {...shown} />, { status });
}
