import { findPetition, textFor } from '@/lib/petition/read.ts';
import type { Member } from '@/lib/team/members.ts';
import type { TeamPetition } from '@/lib/team/places.ts';
import type { Visit } from '../frame.tsx';
import type { SignaturesView } from './places.tsx';

interface PetitionCall {
  readonly visit: Visit;
  readonly member: Member;
  readonly petition: TeamPetition;
}

/** What pages about signatures are told of the call; the title only once there is a public one. */
export async function viewOf({
  member,
  petition: { privacyMode, slug },
  visit,
}: PetitionCall): Promise<SignaturesView> {
  const published = await findPetition(slug);
  const title = published ? textFor(published.text, visit.locale).title : '';
  return { visit, member, petition: { slug, title, privacyMode } };
}
