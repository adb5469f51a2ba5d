import { currentTime } from '@/db/clock.ts';
import { vacuumPersonalTables } from '@/db/vacuum.ts';
import { FOLD_PORTION } from '../count/changes.ts';
import { foldCounts } from '../count/fold.ts';
import { workOnPacks } from '../delivery/work.ts';
import { settings } from '../env.ts';
import { workOnRuns } from '../invalidation/work.ts';
import { noteMailAlarms } from '../mail/alarm.ts';
import { sendDueBatches } from '../mail/send.ts';
import { publishDueVersions } from '../publication/publish.ts';
import { workOnRotations } from '../retention/rotate.ts';
import { workOnSendings } from '../sending/work.ts';
import { remindAttempts } from '../signature/remind.ts';
import { adoptUnlogged } from '../transparency/adopt.ts';
import { publishLog } from '../transparency/publish.ts';
import { sequenceLog } from '../transparency/sequence.ts';
import { publishDueUpdates } from '../update/publish.ts';
import { keepRound, type Round } from './rounds.ts';
import { keepHouse } from './upkeep.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const remindSome = async (): Promise<boolean> => (await remindAttempts(await currentTime())) > 0;

/** One fold takes in everything there is. */
async function keepCounts(): Promise<boolean> {
  return (await foldCounts(0.7 * SECOND)) === FOLD_PORTION;
}

/**
 * Once a second, a little less for the time it takes itself: caches in front hold a page for a second more, and
 * together the count that a visitor sees is at most two seconds old.
 */
export const foldRound: Round = { name: 'fold', pause: 0.9 * SECOND, run: keepCounts };

/** What was planned for a time is published when the time has come. Running twice changes nothing more. */
async function publishVersions(): Promise<boolean> {
  await publishDueVersions(await currentTime());
  return false;
}

async function publishUpdates(): Promise<boolean> {
  await publishDueUpdates(await currentTime());
  return false;
}

const rotateKeys = async (): Promise<boolean> => workOnRotations(await currentTime());

/** Once a day, what was deleted leaves the tables' files, too. */
async function wipeDeleted(): Promise<boolean> {
  await vacuumPersonalTables(settings().DATABASE_URL);
  return false;
}

/** Says in the journal when something is wrong with the letters, and when it is over. */
async function watchLetters(): Promise<boolean> {
  await noteMailAlarms();
  return false;
}

/** One at most is due at a time. */
async function publishDueCheckpoint(): Promise<boolean> {
  await publishLog();
  return false;
}

/** What is confirmed has its place in the log within about a second, and is published soon after. */
export const logRounds: readonly Round[] = [
  { name: 'log', pause: 0.9 * SECOND, run: sequenceLog },
  { name: 'checkpoints', pause: SECOND / 2, run: publishDueCheckpoint },
];

const rounds: readonly Round[] = [
  foldRound,
  ...logRounds,
  { name: 'log adoption', pause: 30 * SECOND, longest: 30 * MINUTE, run: adoptUnlogged },
  { name: 'letters', pause: SECOND / 4, run: sendDueBatches },
  { name: 'news', pause: SECOND / 4, run: workOnSendings },
  { name: 'letter alarms', pause: 15 * SECOND, run: watchLetters },
  { name: 'invalidation', pause: SECOND, run: workOnRuns },
  { name: 'packs', pause: SECOND, longest: 30 * MINUTE, run: workOnPacks },
  { name: 'key rotations', pause: 2 * SECOND, longest: 30 * MINUTE, run: rotateKeys },
  { name: 'due versions', pause: 2 * SECOND, run: publishVersions },
  { name: 'due updates', pause: 2 * SECOND, run: publishUpdates },
  { name: 'reminders', pause: 5 * MINUTE, longest: 10 * MINUTE, run: remindSome },
  { name: 'upkeep', pause: 10 * MINUTE, longest: 60 * MINUTE, run: keepHouse },
  { name: 'vacuum', pause: 24 * 60 * MINUTE, longest: 6 * 60 * MINUTE, run: wipeDeleted },
];

/** The letters and upkeep jobs, until the signal. Resolves when all that had begun is done. */
export async function runWorker(signal: AbortSignal): Promise<void> {
  await Promise.all(rounds.map((round) => keepRound(round, signal)));
}
