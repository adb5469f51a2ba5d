import { currentTime } from '@/db/clock.ts';
import { vacuumPersonalTables } from '@/db/vacuum.ts';
import { purgeSessions } from '../access/sessions.ts';
import { purgeSignInLinks } from '../access/sign-in-links.ts';
import { FOLD_PORTION } from '../count/changes.ts';
import { foldCounts } from '../count/fold.ts';
import { purgeOldHours } from '../count/purge.ts';
import { settings } from '../env.ts';
import { forgetOldRuns } from '../invalidation/runs.ts';
import { workOnRuns } from '../invalidation/work.ts';
import { destroySpentHourKeys } from '../keys/hour-keys.ts';
import { sweepDrafts } from '../keys/key-files.ts';
import { destroySpentRecipientKeys } from '../keys/recipient-keys.ts';
import { noteMailAlarms } from '../mail/alarm.ts';
import { forgetOldCaps } from '../mail/caps.ts';
import { forgetDeadLetters } from '../mail/dead-letters.ts';
import { forgetDomainPaces } from '../mail/domain-pace.ts';
import { forgetMailEvents } from '../mail/events.ts';
import { hoursOfWaitingLetters } from '../mail/queue.ts';
import { sendDueBatches } from '../mail/send.ts';
import { publishDueVersions } from '../publication/publish.ts';
import { forgetSpentProofs } from '../rate-limit/spend.ts';
import { forgetSheets } from '../sending/sheets.ts';
import { endStandingSendings, forgetUpdateLetters, workOnSendings } from '../sending/work.ts';
import { purgeExpiredAttempts, purgeExpiredSuppressions } from '../signature/purge.ts';
import { forgetReminders, remindAttempts } from '../signature/remind.ts';
import { purgeInvitations } from '../team/purge.ts';
import { publishDueUpdates } from '../update/publish.ts';
import { keepRound, type Round } from './rounds.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** What must end ends: each run is a small portion, and running twice changes nothing more. */
async function keepHouse(): Promise<boolean> {
  const purges = [
    purgeExpiredAttempts,
    purgeExpiredSuppressions,
    forgetDeadLetters,
    forgetDomainPaces,
    forgetMailEvents,
    forgetOldCaps,
    forgetReminders,
    forgetSpentProofs,
    forgetOldRuns,
    purgeOldHours,
    endStandingSendings,
    forgetUpdateLetters,
    forgetSheets,
  ];
  let purged = 0;
  for (const purge of purges) purged += await purge();
  await purgeSessions();
  await purgeSignInLinks();
  await purgeInvitations();
  const now = await currentTime();
  await destroySpentHourKeys(now, await hoursOfWaitingLetters());
  await destroySpentRecipientKeys(now);
  await sweepDrafts(now);
  return purged > 0;
}

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

const rounds: readonly Round[] = [
  foldRound,
  { name: 'letters', pause: SECOND / 4, run: sendDueBatches },
  { name: 'news', pause: SECOND / 4, run: workOnSendings },
  { name: 'letter alarms', pause: 15 * SECOND, run: watchLetters },
  { name: 'invalidation', pause: SECOND, run: workOnRuns },
  { name: 'due versions', pause: 2 * SECOND, run: publishVersions },
  { name: 'due updates', pause: 2 * SECOND, run: publishUpdates },
  { name: 'reminders', pause: 5 * MINUTE, run: remindSome },
  { name: 'upkeep', pause: 10 * MINUTE, run: keepHouse },
  { name: 'vacuum', pause: 24 * 60 * MINUTE, run: wipeDeleted },
];

/** The letters and upkeep jobs, until the signal. Resolves when all that had begun is done. */
export async function runWorker(signal: AbortSignal): Promise<void> {
  await Promise.all(rounds.map((round) => keepRound(round, signal)));
}
