import { eq, sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { once } from '@/db/once.ts';
import { noteFault } from '../journal.ts';
import { findPetitionById, type Petition } from '../petition/read.ts';
import { isShareCode } from './fields.ts';

/** Milliseconds that visits wait in memory: however many come, the database hears of them once. */
const PAUSE = 5_000;

interface Visits {
  /** Petition of each code that was asked for. A code never leads anywhere else, so it is looked up once. */
  readonly known: Map<string, string>;
  readonly waiting: Map<string, number>;
  /** Ends the pause at once. */
  hurry: () => void;
  /** The write that is under way or planned. */
  written: Promise<void> | null;
}

const visits = () =>
  once('share-visits', (): Visits => {
    process.once('SIGTERM', () => visits().hurry());
    return { known: new Map(), waiting: new Map(), hurry: () => {}, written: null };
  });

/** The petition a share code leads to; null when nothing is known of the code. */
export async function findSharedPetition(code: string): Promise<Petition | null> {
  if (!isShareCode(code)) return null;
  const { known } = visits();
  const petitionId = known.get(code) ?? (await readPetitionOf(code));
  if (!petitionId) return null;
  known.set(code, petitionId);
  return findPetitionById(petitionId);
}

async function readPetitionOf(code: string): Promise<string | null> {
  const [link] = await database()
    .select({ petitionId: schema.shareLinks.petitionId })
    .from(schema.shareLinks)
    .where(eq(schema.shareLinks.code, code));
  return link?.petitionId ?? null;
}

/**
 * Counts that a known link was opened: a number per link, nothing of the visitor. Answers the write that will hold
 * it when this visit is the first of its pause, so that a server that is told to stop can wait for it; else null.
 */
export function countVisit(code: string): Promise<void> | null {
  const state = visits();
  state.waiting.set(code, (state.waiting.get(code) ?? 0) + 1);
  if (state.written) return null;
  state.written = pause(state).then(writeVisits);
  return state.written;
}

const pause = (state: Visits): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, PAUSE);
    timer.unref();
    state.hurry = () => {
      clearTimeout(timer);
      resolve();
    };
  });

/** Writes what waits, now. */
export async function flushVisits(): Promise<void> {
  visits().hurry();
  await visits().written;
}

async function writeVisits(): Promise<void> {
  const state = visits();
  const taken = [...state.waiting].map(([code, visits]) => ({ code, visits }));
  state.waiting.clear();
  state.written = null;
  try {
    // In the order in which folds lock them, too (lib/count/fold-series.ts).
    await database().execute(sql`
      insert into share_counts as c (share_code, visits)
      select code, visits from jsonb_to_recordset(${JSON.stringify(taken)}::text::jsonb) as r(code text, visits bigint)
      order by code
      on conflict (share_code) do update set visits = c.visits + excluded.visits`);
  } catch (fault) {
    // They are written with the next ones.
    for (const { code, visits } of taken) state.waiting.set(code, (state.waiting.get(code) ?? 0) + visits);
    noteFault('visits of share links could not be written yet', fault);
  }
}
