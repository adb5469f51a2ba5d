import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeDatabase } from '@/db/client.ts';
import { connectPostgres } from '@/db/connect.ts';
import { startEmbeddedDatabase } from '@/db/embedded.ts';
import { migrateDatabase } from '@/db/migrate.ts';
import { run } from '@/lib/commands/run.ts';
import { listPetitions, type PetitionQuery } from '@/lib/petition/list.ts';
import { readListed } from '@/lib/petition/listed.ts';
import { median } from '../series.ts';
import { printTable } from '../table.ts';
import { plantManyPetitions } from './plant.ts';

const PETITIONS = 10_000;
const ROUNDS = 30;

/** In milliseconds: what finding among so many petitions may take. */
const AIM = 50;

const plain: PetitionQuery = { words: '', state: null, order: 'newest', page: 1, perPage: 20 };

const questions: Readonly<Record<string, PetitionQuery>> = {
  'the plain list': plain,
  'a rare word': { ...plain, words: 'wordlkjc' },
  'a common word': { ...plain, words: 'wordbbcd' },
  'a word in Russian': { ...plain, words: 'словобблл' },
  'a word in Ukrainian': { ...plain, words: 'реченнябббж' },
  'half a word that all texts have': { ...plain, words: 'wor' },
  'three common words': { ...plain, words: 'wordbbbc wordbbbd wordbbbf' },
  'open ones, closing soon': { ...plain, state: 'open', order: 'closing' },
  'most signatures': { ...plain, order: 'signatures' },
  'a common word, most signatures': { ...plain, words: 'wordbbcd', order: 'signatures' },
  'the last page': { ...plain, page: PETITIONS / plain.perPage },
};

/** `npm run bench -- search`: lists of ten thousand petitions, asked in turns, beside the plain list. */
run(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'undersigned-search-'));
  await chmod(folder, 0o755);
  const embedded = await startEmbeddedDatabase({ dataDir: folder, say: console.log });
  try {
    process.env.DATABASE_URL = embedded.url;
    await migrateDatabase(embedded.url);
    console.log(`Planting ${PETITIONS} petitions in three languages …`);
    // A connection of its own: planting takes longer than a visitor would wait.
    const sql = connectPostgres(embedded.url, { max: 1, connection: { enable_seqscan: 'off' } });
    await plantManyPetitions(sql, PETITIONS);
    await sql.end();
    printFindings(await measure());
  } finally {
    await closeDatabase();
    await embedded.stop();
    await rm(folder, { recursive: true, force: true });
  }
  process.exit(0);
});

interface Finding {
  readonly matching: number;
  readonly times: number[];
}

async function measure(): Promise<Map<string, Finding>> {
  const findings = new Map<string, Finding>();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [what, query] of Object.entries(questions)) {
      const began = performance.now();
      const { matching, slugs } = await listPetitions(query);
      await readListed(slugs);
      const finding = findings.get(what) ?? { matching, times: [] };
      finding.times.push(performance.now() - began);
      findings.set(what, finding);
    }
  }
  return findings;
}

function printFindings(findings: ReadonlyMap<string, Finding>): void {
  console.log(`Load of this machine: ${loadavg()[0]?.toFixed(1)}`);
  const base = median(findings.get('the plain list')?.times ?? []);
  printTable(`Finding among ${PETITIONS} petitions (aim: ${AIM} ms)`, [
    ['question', 'matching', 'median ms', 'worst ms', ': plain list', ''],
    ...[...findings].map(([what, { matching, times }]) => [
      what,
      String(matching),
      median(times).toFixed(1),
      Math.max(...times).toFixed(1),
      (median(times) / base).toFixed(2),
      median(times) <= AIM ? 'ok' : 'short',
    ]),
  ]);
}
