import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { recordAudit } from '../audit.ts';
import { noteErasures } from '../erasures/list.ts';
import { fingerprintsOf } from '../keys/petition-keys.ts';
import { finishDestructions } from './destroy.ts';
import { duplicatesEnd } from './periods.ts';

const notYet = sql`p.published_at is not null and ${duplicatesEnd} <= now()
  and not exists (select from key_destructions k where k.petition_id = p.id)`;

/**
 * Destroys the duplicates keys of petitions that closed two weeks ago (PV-07): from then on nobody, with database, keys
 * and secret in hand, can test whether somebody has signed. Answers how many; call again until it is 0.
 */
export async function destroyDueDuplicatesKeys(now: Date): Promise<number> {
  const due = await database().execute<{ id: string }>(sql`
    select p.id from petitions p where ${notYet} order by p.id limit 100`);
  for (const { id } of due) await decideDuplicates(id, now);
  return finishDestructions(now);
}

async function decideDuplicates(petitionId: string, now: Date): Promise<void> {
  const fingerprints = await fingerprintsOf(petitionId, 'duplicates');
  await database().transaction(async (tx) => {
    // Asked again under the lock that opening it anew takes, too.
    const [petition] = await tx.execute<{ slug: string; coalition_id: string }>(sql`
      select p.slug, c.coalition_id from petitions p join campaigns c on c.id = p.campaign_id
      where p.id = ${petitionId} and ${notYet} for no key update of p`);
    if (!petition) return;
    await tx.execute(sql`
      insert into key_destructions (petition_id, keys, cause, fingerprints, begun_at)
      values (${petitionId}, 'duplicates', 'closed', ${fingerprints}, ${now.toISOString()}::timestamptz)`);
    const subject = { petition: petitionId, slug: petition.slug, keys: fingerprints || '-' };
    const record = { actor: 'worker', subject, coalitionId: petition.coalition_id };
    await recordAudit(tx, { ...record, act: 'duplicates-key-destroyed' }, now);
    await noteErasures([{ kind: 'duplicates-destroyed', id: petitionId }], now);
  });
}
