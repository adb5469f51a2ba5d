import { currentTime } from '@/db/clock.ts';
import { settings } from '../env.ts';
import { type LogTrouble, readLogHealth, troubleOf } from '../transparency/health.ts';
import { logKey, wishedOrigin } from '../transparency/key.ts';
import { readState } from '../transparency/sequence/state.ts';
import { type Freshness, freshnessOf } from '../transparency/witness/freshness.ts';
import { readWitnessStandings } from '../transparency/witness/standings.ts';
import { bad, type Finding, good } from './doctor-finding.ts';

/** Does the transparency log go on, and where is it published? */
export async function lookAtLog(): Promise<Finding[]> {
  const health = await readLogHealth();
  const trouble = troubleOf(health, await currentTime());
  if (trouble) return [findingOf(trouble)];
  if (health.size === 0n) return [good('The transparency log is empty; it begins with the first petition')];
  const found = `The transparency log ${health.origin} has ${health.size} entries, ${health.publishedSize} published`;
  return [good(found), ...(await lookAtWitnesses())];
}

/** Who of those who should cosign does not: the log may go on without some, and each that is away is one less to spare. */
async function lookAtWitnesses(): Promise<Finding[]> {
  const { origin, publicKey } = await readState();
  const now = await currentTime();
  const standings = origin && publicKey ? await readWitnessStandings(logKey(origin, publicKey)) : [];
  if (standings.length === 0) return [good('No witnesses are named: LOG_POLICY can ask for some')];
  const away = standings.flatMap((witness) => {
    const freshness = freshnessOf(witness, now);
    return freshness === 'fresh' ? [] : [adviceOn(witness.name, freshness)];
  });
  return away.length > 0 ? away : [good(`All ${standings.length} witnesses have signed within the hour`)];
}

export function adviceOn(name: string, freshness: Exclude<Freshness, 'fresh'>): Finding {
  switch (freshness) {
    case 'alarm':
      return bad(
        `The witness ${name} says that it knows another history of the log, or a longer one`,
        'KEY_DIR/log/witnesses-say.json has what it says. Call them: it is their mistake, a restored backup, or a fraud.',
      );
    case 'late':
      return bad(
        `The witness ${name} has not signed for more than an hour`,
        'Ask those who run it whether it is at work and can be reached from here.',
      );
    case 'never':
      return bad(
        `The witness ${name} has never signed`,
        'Compare its address and key in LOG_POLICY or LOG_WITNESSES with what they told you, and whether it follows this log.',
      );
  }
}

export function findingOf(trouble: LogTrouble): Finding {
  switch (trouble) {
    case 'behind':
      return bad(
        'The transparency log is held: it has fewer entries than were signed, as after the restore of an older backup',
        'Run "npm run log -- recover --from <DATA_DIR>/log", or from a partner’s copy. Signing goes on meanwhile.',
      );
    case 'other-root':
      return bad(
        'The transparency log is held: the database has other entries than those that were signed',
        'Keep a copy of database, KEY_DIR and DATA_DIR, put the right database back, and tell the developers.',
      );
    case 'key-gone':
      return bad(
        'The transparency log is held: its signing key is not in KEY_DIR or does not open',
        'Restore log-signing.key and APP_SECRET from where they are kept. A new key would be another log.',
      );
    case 'other-key':
      return bad(
        'The transparency log is held: the key in KEY_DIR is not the one that this log began with',
        'Restore the KEY_DIR that belongs to this database.',
      );
    case 'other-origin':
      return bad(
        `The transparency log is held: the settings call it ${wishedOrigin()}, and it began under another name`,
        'Set LOG_ORIGIN to the name that "npm run log -- status" shows. It stays, even if the domain changes.',
      );
    case 'witnesses-ahead':
      return bad(
        'The transparency log is held: witnesses hold a larger log than this database',
        'KEY_DIR/log/witnesses-say.json says who. Run "npm run log -- recover --from" with a published copy. Where no checkpoint is in that file, ask the witnesses, and remove it when the matter is cleared up.',
      );
    case 'late':
      return bad(
        'The transparency log has grown and is not published',
        settings().LOG_POLICY
          ? 'Too few witnesses of LOG_POLICY cosign, or the worker is not at work: read its journal.'
          : 'Look whether the worker is at work and DATA_DIR can be written: read its journal.',
      );
  }
}
