import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { type DeadLetters, readDeadLetters } from '../mail/dead-letters.ts';
import { type LetterNumbers, readLetterNumbers, readTrouble, type Trouble } from '../mail/tallies.ts';
import type { Member } from '../team/members.ts';
import type { TeamPetition } from '../team/places.ts';

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
  readonly petitions: readonly { readonly id: string; readonly slug: string; readonly dead: number }[];
  /** Letters to people of teams belong to no coalition: these are the site's, in numbers and reasons. */
  readonly team: readonly DeadLetters[];
  readonly pausedAt: Date | null;
}

export async function readCoalitionLetters({ coalition }: Member): Promise<CoalitionLetters> {
  const petitions = await database().execute<{ id: string; slug: string; dead: number }>(sql`
    select p.id, p.slug, count(*)::int as dead
    from petitions p join campaigns c on c.id = p.campaign_id join letters l on l.petition_id = p.id
    where c.coalition_id = ${coalition.id} and l.dead_at is not null group by p.id, p.slug order by p.slug`);
  const [team, pausedAt] = await Promise.all([readDeadLetters(null), readOwnPause(coalition.id)]);
  return { petitions: [...petitions], team, pausedAt };
}

async function readOwnPause(coalitionId: string): Promise<Date | null> {
  const [row] = await database().execute<{ at: string | null }>(sql`
    select to_json(letters_paused_at)#>>'{}' as at from coalitions where id = ${coalitionId}`);
  return row?.at ? new Date(row.at) : null;
}
