import './check-node.ts';
import { sql } from 'drizzle-orm';
import { closeDatabase, database } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { settings } from '../env.ts';
import { isDatabaseAway } from '../fault.ts';
import { listKeys, type Rewrapping, rewrapKey } from '../keys/key-files.ts';
import { fingerprintsOf, petitionOf } from '../keys/petition-keys.ts';
import { destroyKeys } from '../retention/destroy.ts';
import { beginRotation } from '../retention/rotate.ts';
import { ask } from './ask.ts';
import { Hint, run } from './run.ts';

const USAGE = `Use it like this:
  npm run keys -- list                       which petitions have which keys, by fingerprint
  npm run keys -- rotate <petition’s slug>   a new data key, while people sign
  npm run keys -- rotate-secret              wraps every key file by APP_SECRET instead of APP_SECRET_OLD
  npm run keys -- destroy <petition’s slug>  nothing that was sealed can ever be read again`;

/** What the operator does about keys, on the machine itself. */
run(async () => {
  settings();
  const [act, slug, ...more] = process.argv.slice(2);
  if (more.length > 0) throw new Hint(USAGE);
  await chooseAct(act, slug)
    .catch((fault: unknown) => {
      throw isDatabaseAway(fault) ? new Hint('The database does not answer. Check DATABASE_URL.') : fault;
    })
    .finally(closeDatabase);
});

function chooseAct(act: string | undefined, slug: string | undefined): Promise<void> {
  if (act === 'list' && !slug) return list();
  if (act === 'rotate-secret' && !slug) return rotateSecret();
  if (act === 'rotate' && slug) return rotate(slug);
  if (act === 'destroy' && slug) return destroy(slug);
  return Promise.reject(new Hint(USAGE));
}

interface KeyedPetition extends Record<string, unknown> {
  readonly id: string;
  readonly slug: string;
  readonly destroyed: string | null;
  readonly signatures: string;
  readonly readable: string;
}

async function list(): Promise<void> {
  const petitions = await database().execute<{
    id: string;
    slug: string;
    destroyed: string | null;
    rotating: boolean;
  }>(sql`
    select p.id, p.slug, (select string_agg(keys || ' ' || to_char(begun_at at time zone 'UTC', 'YYYY-MM-DD'), ', ')
        from key_destructions k where k.petition_id = p.id) as destroyed,
      exists (select from key_rotations r where r.petition_id = p.id) as rotating
    from petitions p where published_at is not null order by slug`);
  for (const { destroyed, id, rotating, slug } of petitions) {
    const keys = (await fingerprintsOf(id, 'all')) || 'no keys';
    console.log(`${slug}: ${keys}${rotating ? '; being changed' : ''}${destroyed ? `; destroyed: ${destroyed}` : ''}`);
  }
  const others = (await listKeys()).filter((name) => petitionOf(name) === '');
  console.log(`Of the site: ${others.sort().join(', ') || 'none'}`);
}

/** Whoever stops it runs it again: a file is wrapped by the old secret or by the new one, never by neither. */
async function rotateSecret(): Promise<void> {
  if (!settings().APP_SECRET_OLD) {
    throw new Hint(
      'Put the secret so far into APP_SECRET_OLD and the new one into APP_SECRET, everywhere, restart, then do this.',
    );
  }
  const tally: Record<Rewrapping, number> = { rewrapped: 0, 'as-it-was': 0, gone: 0, unreadable: 0 };
  for (const name of await listKeys()) {
    const outcome = await rewrapKey(name);
    tally[outcome] += 1;
    if (outcome === 'unreadable') console.log(`✗ ${name} opens with neither secret.`);
  }
  console.log(`Wrapped anew: ${tally.rewrapped}. Were already: ${tally['as-it-was']}.`);
  if (tally.unreadable > 0) throw new Hint('Restore the files named above from their backup, then run this again.');
  console.log(
    'Now take APP_SECRET_OLD out of the settings and restart. Backups of KEY_DIR open with the old secret for 35 days more.',
  );
}

async function rotate(slug: string): Promise<void> {
  const { id } = await findPetition(slug);
  switch (await beginRotation(id, 'command', await currentTime())) {
    case 'begun':
      return console.log('Begun. The worker seals anew what there is; "npm run keys -- list" says while it does.');
    case 'under-way':
      return console.log('It is under way already.');
    case 'no-keys':
      throw new Hint('This petition has no data key that could be changed.');
  }
}

async function destroy(slug: string): Promise<void> {
  const { destroyed, id, readable, signatures } = await findPetition(slug);
  if (destroyed === 'all') throw new Hint('The keys of this petition are destroyed already.');
  console.log(`This destroys the keys of "${slug}": ${(await fingerprintsOf(id, 'all')) || 'none are there'}`);
  console.log(`${signatures} signatures stay in the count. ${readable} of them hold names, countries or addresses,`);
  console.log('and nobody will ever read these again: no list for the addressee, no letters to followers, no search.');
  console.log('Letters that wait die unsent. The petition closes and cannot be opened again. There is no way back.');
  if ((await ask(`Type the petition's slug to do it: `)) !== slug)
    throw new Hint('That was not the slug. Nothing was done.');
  await destroyKeys({ petitionIds: [id], cause: 'operator', actor: 'command' }, await currentTime());
  console.log('Done. The record stands in the audit and on the petition’s log page.');
}

async function findPetition(slug: string): Promise<KeyedPetition> {
  const [petition] = await database().execute<KeyedPetition>(sql`
    select id, slug, (select keys from key_destructions k where k.petition_id = p.id and keys = 'all') as destroyed,
      (select count(*) from signatures s where s.petition_id = p.id and withdrawn_on is null) as signatures,
      (select count(*) from signatures s where s.petition_id = p.id and sealed is not null) as readable
    from petitions p where slug = ${slug} and published_at is not null`);
  if (!petition) throw new Hint(`There is no published petition "${slug}".`);
  return petition;
}
