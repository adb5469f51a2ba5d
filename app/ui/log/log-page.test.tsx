import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { appendSigns, logPublished, logUpToDate } from '@/e2e/support/log.ts';
import { expect, makePetition, test } from '@/e2e/support/world.ts';
import { words } from '@/lib/i18n/words.ts';
import type { Petition } from '@/lib/petition/read.ts';
import { readState } from '@/lib/transparency/sequence/state.ts';
import { renderPage } from '../html.tsx';
import { type LogFacts, readLogFacts } from './facts.ts';
import { LogPage } from './log-page.tsx';

const visit = {
  locale: 'en',
  say: words('en'),
  place: '',
  origin: 'https://petitions.example',
  demoMailbox: null,
  sourceUrl: null,
} as const;

/** What a reader reads: the page without its markup. */
const readPage = (petition: Petition, facts: LogFacts): string =>
  renderPage(<LogPage visit={visit} petition={petition} facts={facts} />)
    .plain.toString()
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

const minutesAgo = (minutes: number, { now }: LogFacts) => new Date(now.getTime() - minutes * 60_000);

test('the page names each witness with the age of its line, and a crowd costs one reading', async () => {
  const petition = await makePetition();
  await appendSigns(petition.id, 4);
  const { checkpoint } = await logPublished();
  const facts = await readLogFacts(petition);
  expect(readLogFacts(petition)).toBe(readLogFacts(petition));
  const alone = readPage(petition, facts);
  expect(alone).toContain('This site has no witnesses yet.');
  expect(alone).toContain('In the public log, 4 counted on');
  expect(alone).toContain(`${checkpoint.checkpoint.size} lines of all petitions of this site`);
  expect(alone).toContain(checkpoint.checkpoint.origin);
  const witness = { keyName: 'w', isInPolicy: true, size: 1n, trouble: null };
  const witnesses = [
    { ...witness, name: 'partner-1', cosignedAt: minutesAgo(3, facts) },
    { ...witness, name: 'somebody', cosignedAt: minutesAgo(200, facts) },
    { ...witness, name: 'nobody', cosignedAt: null },
    { ...witness, name: 'alarmed', cosignedAt: minutesAgo(1, facts), trouble: 'fork-alarm' as const },
  ];
  const page = readPage(petition, { ...facts, witnesses });
  expect(page).toContain('4 of them were in the log that independent witnesses last signed');
  expect(page).toContain('1 of 4 has signed within the last hour.');
  expect(page).toContain('Partner 1 : signed 3 minutes ago');
  expect(page).toContain('somebody : away; last signed on');
  expect(page).toContain('nobody : has never signed');
  expect(page).toContain('alarmed : says that it knows another history of this log');
});

test('a log that is held says so on the page, and what was published stays', async () => {
  const petition = await makePetition();
  await appendSigns(petition.id, 2);
  await logPublished();
  await appendSigns(petition.id, 3);
  await logUpToDate();
  await database().execute(sql`update log_state set hold = 'behind', held_since = now()`);
  expect((await readState()).hold).toBe('behind');
  const page = readPage(petition, await readLogFacts(petition));
  await database().execute(sql`update log_state set hold = null, held_since = null`);
  expect(page).toContain('The log is standing still');
  expect(page).toContain('In the public log, 2 counted on');
});

test('VE-11: the page of a sealed petition moves in steps of five', async () => {
  const petition = await makePetition();
  await appendSigns(petition.id, 7);
  await logPublished();
  const facts = await readLogFacts(petition);
  expect(readPage(petition, facts)).toContain('from 0 to 7.');
  const page = readPage({ ...petition, privacyMode: 'sealed' }, facts);
  expect(page).toContain('In the public log, 5 counted on');
  expect(page).toContain('from 0 to 5.');
  expect(page).toContain('rounded down to fives');
});
