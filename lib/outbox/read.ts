import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import type { Locale } from '../i18n/locales.ts';
import { type DeadLetters, readDeadLetters } from '../mail/dead-letters.ts';
import { type LetterNumbers, readLetterNumbers, readTrouble, type Trouble } from '../mail/tallies.ts';
import { titleForTeam } from '../petition/title.ts';
import type { Member } from '../team/members.ts';
import { findTeamPetition, type TeamPetition } from '../team/places.ts';

/** What a team may know of its petition's letters: numbers and reasons, never to whom. */
export interface PetitionLetters {
  readonly kinds: readonly LetterNumbers[];
  readonly trouble: Trouble;
  readonly dead: readonly DeadLetters[];
  /** Set while the coalition holds its letters back itself. */
  readonly pausedAt: Date | null;
}

export async function readPetitionLetters({ coalition }: Member, { id }: TeamPetition): Promise<PetitionLetters> {
  const [kinds, trouble, dead, pausedAt] = await Promise.all([
    readLetterNumbers(id),
    readTrouble(id),
    readDeadLetters(id),
    readOwnPause(coalition.id),
  ]);
  return { kinds, trouble, dead, pausedAt };
}

/** What an owner may know of the letters of the whole coalition. */
export interface CoalitionLetters {
  readonly petitions: readonly { readonly slug: string; readonly title: string; readonly dead: number }[];
  /** Letters to people of teams belong to no coalition: these are the site's, in numbers and reasons. */
  readonly team: readonly DeadLetters[];
  readonly pausedAt: Date | null;
}

export async function readCoalitionLetters(member: Member, locale: Locale): Promise<CoalitionLetters> {
  const rows = await database().execute<{ slug: string; dead: number }>(sql`
    select p.slug, count(*)::int as dead
    from petitions p join campaigns c on c.id = p.campaign_id join letters l on l.petition_id = p.id
    where c.coalition_id = ${member.coalition.id} and l.dead_at is not null group by p.slug order by p.slug`);
  const petitions = await Promise.all(
    rows.map(async ({ dead, slug }) => {
      const petition = await findTeamPetition(member, slug);
      return { slug, dead, title: petition ? await titleForTeam(petition, locale) : slug };
    }),
  );
  const [team, pausedAt] = await Promise.all([readDeadLetters(null), readOwnPause(member.coalition.id)]);
  return { petitions, team, pausedAt };
}

async function readOwnPause(coalitionId: string): Promise<Date | null> {
  const [row] = await database().execute<{ at: string | null }>(sql`
    select to_json(letters_paused_at)#>>'{}' as at from coalitions where id = ${coalitionId}`);
  return row?.at ? new Date(row.at) : null;
}
