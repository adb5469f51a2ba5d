import type { Member } from '@/lib/team/members.ts';
import { teamPetitionPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import type { MemberCall, TitledPetition } from './member-door.tsx';

/** Where a petition's page of the panel stands: who reads it, and under which petition. */
export interface PetitionPlace {
  readonly visit: Visit;
  readonly member: Member;
  readonly petition: { readonly slug: string; readonly title: string };
  /** The petition's own path in the panel. */
  readonly base: string;
}

export function placeOf(call: MemberCall & { readonly petition: TitledPetition }): PetitionPlace {
  const { member, petition, visit } = call;
  const base = teamPetitionPath(member.coalition.slug, petition.slug);
  return { visit, member, petition: { slug: petition.slug, title: petition.title }, base };
}
