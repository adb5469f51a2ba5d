import { currentTime } from '@/db/clock.ts';
import { purgeSessions } from '../access/sessions.ts';
import { purgeSignInLinks } from '../access/sign-in-links.ts';
import { endOldAudit } from '../chronicle/purge.ts';
import { purgeOldHours } from '../count/purge.ts';
import { forgetOldDrafts } from '../draft/purge.ts';
import { forgetOldErasures } from '../erasures/list.ts';
import { forgetOldRuns } from '../invalidation/runs.ts';
import { noteFault } from '../journal.ts';
import { destroySpentHourKeys } from '../keys/hour-keys.ts';
import { sweepDrafts } from '../keys/key-files.ts';
import { destroySpentRecipientKeys } from '../keys/recipient-keys.ts';
import { destroySpentSuppressionKeys } from '../keys/suppression-keys.ts';
import { forgetOldCaps } from '../mail/caps.ts';
import { forgetDeadLetters } from '../mail/dead-letters.ts';
import { forgetDomainPaces } from '../mail/domain-pace.ts';
import { forgetMailEvents } from '../mail/events.ts';
import { hoursOfWaitingLetters } from '../mail/queue.ts';
import { forgetSpentProofs } from '../rate-limit/spend.ts';
import { closeFinishedLogs } from '../retention/close-logs.ts';
import { destroyDueDuplicatesKeys } from '../retention/duplicates.ts';
import { keepPeriod } from '../retention/works.ts';
import { forgetSheets } from '../sending/sheets.ts';
import { endStandingSendings, forgetUpdateLetters } from '../sending/work.ts';
import { purgeExpiredAttempts, purgeExpiredSuppressions } from '../signature/purge.ts';
import { forgetReminders } from '../signature/remind.ts';
import { purgeInvitations } from '../team/purge.ts';
import { forgetOldCheckpoints } from '../transparency/publish.ts';
import { noteJob } from './job-runs.ts';

/** What one run did, and whether it is worth to run again at once. */
interface Run {
  readonly done: number;
  readonly more: boolean;
}

interface Job {
  readonly name: string;
  readonly run: (now: Date) => Promise<Run>;
}

/** A purge answers how many it took, a portion at a time. */
const portioned =
  (purge: (now: Date) => Promise<number>): Job['run'] =>
  async (now) => {
    const done = await purge(now);
    return { done, more: done > 0 };
  };

/** One that takes all there is at once. */
const whole =
  (act: (now: Date) => Promise<unknown>): Job['run'] =>
  async (now) => {
    const done = await act(now);
    return { done: typeof done === 'number' ? done : 0, more: false };
  };

/**
 * What must end ends (safety.md §7.2). Every job is a small portion, doing it twice changes nothing more, and one that
 * is killed goes on where it was. The names stand in /metrics.
 */
const jobs: readonly Job[] = [
  { name: 'attempts', run: portioned(purgeExpiredAttempts) },
  { name: 'suppressions', run: portioned(purgeExpiredSuppressions) },
  { name: 'dead-letters', run: portioned(forgetDeadLetters) },
  { name: 'mail-events', run: portioned(forgetMailEvents) },
  { name: 'domain-paces', run: portioned(forgetDomainPaces) },
  { name: 'spent-proofs', run: portioned(forgetSpentProofs) },
  { name: 'letter-caps', run: portioned(forgetOldCaps) },
  { name: 'reminders-forgotten', run: portioned(forgetReminders) },
  { name: 'removals', run: portioned(forgetOldRuns) },
  { name: 'hourly-counts', run: portioned(purgeOldHours) },
  { name: 'sessions', run: whole(purgeSessions) },
  { name: 'sign-in-links', run: whole(purgeSignInLinks) },
  { name: 'invitations', run: whole(purgeInvitations) },
  { name: 'standing-sendings', run: portioned(endStandingSendings) },
  { name: 'update-letters', run: portioned(forgetUpdateLetters) },
  { name: 'update-sheets', run: portioned(forgetSheets) },
  { name: 'draft-history', run: portioned(forgetOldDrafts) },
  { name: 'audit', run: portioned(endOldAudit) },
  { name: 'erasure-list', run: whole(forgetOldErasures) },
  { name: 'duplicates-keys', run: portioned(destroyDueDuplicatesKeys) },
  { name: 'severing', run: () => keepPeriod('severing') },
  { name: 'wiping', run: () => keepPeriod('wiping') },
  { name: 'followers', run: () => keepPeriod('followers') },
  { name: 'details', run: () => keepPeriod('details') },
  { name: 'log-closings', run: whole(closeFinishedLogs) },
  { name: 'old-checkpoints', run: whole(forgetOldCheckpoints) },
  { name: 'hour-keys', run: whole(async (now) => destroySpentHourKeys(now, await hoursOfWaitingLetters())) },
  { name: 'recipient-keys', run: whole(destroySpentRecipientKeys) },
  { name: 'suppression-keys', run: whole(destroySpentSuppressionKeys) },
  { name: 'key-drafts', run: whole(sweepDrafts) },
];

/** Every job once. One that fails keeps none of the others from their turn. True when there is more to do at once. */
export async function keepHouse(): Promise<boolean> {
  const now = await currentTime();
  let more = false;
  for (const { name, run } of jobs) {
    const outcome = await run(now).catch((fault: unknown) => {
      noteFault('a job failed and will be tried again', fault, { kind: name });
      return null;
    });
    if (!outcome) continue;
    await noteJob(name, outcome.done);
    more ||= outcome.more;
  }
  return more;
}
