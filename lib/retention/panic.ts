import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { recordAudit } from '../audit.ts';
import { noteErasures } from '../erasures/list.ts';
import { destroyKeys as destroyFiles, listKeys } from '../keys/key-files.ts';
import { petitionOf } from '../keys/petition-keys.ts';
import { hoursOfWaitingLetters } from '../mail/queue.ts';
import { destroyKeys } from './destroy.ts';

/** For the hour of a raid: each act does its part at once, and says afterwards what it did. */

/** Pauses signing in every coalition of the site. Answers how many took signatures until now. */
export async function stopIntake(now: Date): Promise<number> {
  return database().transaction(async (tx) => {
    const paused = await tx.execute<{ id: string }>(sql`
      update coalitions set signing_paused_at = ${now.toISOString()}::timestamptz where signing_paused_at is null
      returning id`);
    for (const { id } of paused) {
      await recordAudit(tx, { actor: 'command', act: 'signing-paused', subject: {}, coalitionId: id }, now);
    }
    return paused.length;
  });
}

/** Every published petition of the site, or of one coalition, that has not lost its keys yet. */
export async function keyedPetitions(
  coalitionId: string | null = null,
): Promise<readonly { id: string; slug: string }[]> {
  return database().execute<{ id: string; slug: string }>(sql`
    select p.id, p.slug from petitions p join campaigns c on c.id = p.campaign_id
    where p.published_at is not null and (${coalitionId}::uuid is null or c.coalition_id = ${coalitionId}::uuid)
      and not exists (select from key_destructions k where k.petition_id = p.id and k.keys = 'all')
    order by p.slug`);
}

/**
 * Destroys the keys of every petition, and those of waiting letters and of the counting of letters, so that nothing
 * speaks of an address any more. Answers how many petitions.
 */
export async function destroyEverything(now: Date): Promise<number> {
  const petitions = await keyedPetitions();
  const petitionIds = petitions.map(({ id }) => id);
  const destroyed = await destroyKeys({ petitionIds, cause: 'operator', actor: 'command' }, now);
  await database().execute(sql`delete from letter_caps`);
  // Letters of the team, such as one that asks to sign in, keep the keys of their hours.
  const used = new Set([...(await hoursOfWaitingLetters())].map((hour) => `letters-${hour}`));
  await destroyFiles((await listKeys()).filter((name) => speaksOfPeople(name) && !used.has(name)));
  return destroyed.length;
}

const speaksOfPeople = (name: string): boolean => petitionOf(name) !== '' || /^(letters|recipients)-\d+$/.test(name);

/**
 * The same while the database does not answer: the files go, and the erasure list makes the next start write the
 * record. Answers the petitions whose key files went.
 */
export async function destroyFilesAlone(now: Date): Promise<readonly string[]> {
  const names = (await listKeys()).filter(speaksOfPeople);
  const petitionIds = [...new Set(names.map(petitionOf))].filter((id) => id !== '');
  await noteErasures(
    petitionIds.map((id) => ({ kind: 'keys-destroyed', id })),
    now,
  );
  await destroyFiles(names);
  return petitionIds;
}
