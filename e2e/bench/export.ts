import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { run } from '@/lib/commands/run.ts';
import { exportPath } from '@/lib/urls.ts';
import { cookieOf, makeMember, signIn } from '../support/members.ts';
import { plantSigned } from '../support/planted.ts';
import { type House, keepHouse } from './house.ts';
import { LARGE_SLUG, plantPetitions } from './plant.ts';

/**
 * How much memory and time a long list takes (EX-02): at most 256 MB and 120 s for a million people, through the
 * server itself. `node --import tsx e2e/bench/export.ts [people]`.
 */
run(async () => {
  const people = Number(process.argv[2] ?? 1_000_000);
  await keepHouse(plantPetitions, (house) => measureExport(house, people));
  process.exit(0);
});

async function measureExport(house: House, people: number): Promise<void> {
  console.log(`Planting ${people} people who want letters …`);
  const place = await findPlace();
  await plantSigned(place.petition_id, { count: people, consents: ['updates'] });
  await house.sql`vacuum analyze`;
  const owner = await makeMember({ coalitionId: place.coalition_id, role: 'owner' });
  const second = await makeMember({ coalitionId: place.coalition_id, role: 'owner' });
  const cookie = cookieOf(await signIn(owner.accountId));
  const list = `${exportPath(owner.coalition.slug, LARGE_SLUG, '')}`.replace(/\/$/, '');
  const post = (path: string, fields: Record<string, string>, as = cookie) =>
    fetch(house.appUrl + path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { cookie: as, origin: house.appUrl },
      redirect: 'manual',
    });
  const rest = readMemory(house.watched.server).now;
  const asking = performance.now();
  const path = (await post(list, { kind: 'followers' })).headers.get('location') ?? '';
  console.log(`Counted in ${seconds(asking)} s.`);
  await post(`${path}/approval`, { decision: 'approve' }, cookieOf(await signIn(second.accountId)));
  const began = performance.now();
  const { bytes, rows } = await readThrough(await post(`${path}/file`, {}));
  const took = (performance.now() - began) / 1_000;
  console.log(
    `${rows - 1} rows, ${Math.round(bytes / 1_048_576)} MB in ${took.toFixed(1)} s: ${Math.round(rows / took)} rows/s`,
  );
  console.log(`Memory of the server: ${rest} MB before, ${readMemory(house.watched.server).peak} MB at its peak.`);
}

const seconds = (began: number) => ((performance.now() - began) / 1_000).toFixed(1);

async function findPlace() {
  const [row] = await database().execute<{ petition_id: string; coalition_id: string }>(sql`
    select p.id as petition_id, c.coalition_id from petitions p join campaigns c on c.id = p.campaign_id
    where p.slug = ${LARGE_SLUG}`);
  if (!row) throw new Error('The twin is missing.');
  return row;
}

/** Takes every byte and keeps none, as a browser that writes to a disk does. */
async function readThrough(answer: Response): Promise<{ bytes: number; rows: number }> {
  if (answer.status !== 200) throw new Error(`The list answered ${answer.status}.`);
  let [bytes, rows] = [0, 0];
  for await (const part of answer.body ?? []) {
    bytes += part.length;
    for (const byte of part) if (byte === 10) rows += 1;
  }
  return { bytes, rows };
}

/** In MB: what the process holds now, and the most it ever held. */
function readMemory(pid: number | null): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid ?? 'self'}/status`, 'utf8');
  const read = (name: string) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1_024);
  return { now: read('VmRSS'), peak: read('VmHWM') };
}
