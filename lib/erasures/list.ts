import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { consentKinds } from '@/db/schema/signature.ts';
import { settings } from '../env.ts';

/**
 * What was taken back, outside the database: a backup that is put in place of the database knows nothing of it, and
 * the list tells it again before anybody is served (PV-06). A line is a word and a random id, nothing of a person; of a
 * block (blocks.ts) it holds the keyed hashes that the database holds for twelve months. The file's name is the day.
 * Files older than any backup may be (35 days, README) are deleted.
 */
export const erasureKinds = [
  'withdrawn',
  'erased',
  'refused',
  // A consent that was taken back may be given again: of the two the later line holds.
  ...consentKinds.flatMap((kind) => [`${kind}-off`, `${kind}-on`] as const),
  'made-private',
  'duplicates-destroyed',
  'keys-destroyed',
] as const;
export type ErasureKind = (typeof erasureKinds)[number];

export interface Erasure {
  readonly kind: ErasureKind;
  /** A signature's, an attempt's or a petition's. */
  readonly id: string;
}

/** In days. No backup may live longer, or what was erased comes back with it. */
export const LIST_KEPT_FOR = 35;

const folder = () => join(settings().DATA_DIR, 'erasures');
const fileOf = (day: string) => join(folder(), `${day}.list`);
const dayOf = (now: Date) => now.toISOString().slice(0, 10);

/**
 * Writes it down, on disk before this answers. Several processes may write at once: each line is one write at the
 * file's end. Called inside the transaction of the act, before its commit: should the machine die between the two,
 * the next start does what was asked for. Throws when it cannot be written, and nothing is erased then.
 */
export async function noteErasures(erasures: readonly Erasure[], now: Date): Promise<void> {
  await noteLines(
    erasures.map(({ id, kind }) => `${kind} ${id}`),
    now,
  );
}

/** Each line is words with a space between them. */
export async function noteLines(lines: readonly string[], now: Date): Promise<void> {
  if (lines.length === 0) return;
  await mkdir(folder(), { recursive: true, mode: 0o700 });
  const file = await open(fileOf(dayOf(now)), 'a', 0o600);
  try {
    await file.appendFile(lines.map((line) => `${line}\n`).join(''));
    await file.sync();
  } finally {
    await file.close();
  }
  await syncFolder();
}

/** The file's name is on disk only when its folder is. */
async function syncFolder(): Promise<void> {
  const handle = await open(folder());
  await handle.sync().finally(() => handle.close());
}

/** All that was noted in the last 35 days, in the order of the days and within a day as it was written. */
export async function* readErasures(): AsyncGenerator<Erasure> {
  for await (const { words } of readLines()) {
    const [kind = '', id = ''] = words;
    const known = erasureKinds.find((one) => one === kind);
    if (known && /^[0-9a-f-]{36}$/.test(id)) yield { kind: known, id };
  }
}

export interface ListedLine {
  /** UTC, "2026-11-22". */
  readonly day: string;
  readonly words: readonly string[];
}

/** A line that a crash cut off names nothing, and what it would have named was not answered either: readers pass it over. */
export async function* readLines(): AsyncGenerator<ListedLine> {
  for (const day of await listDays()) {
    // Line by line: a day on which many left fits no small memory, and no site may fail to start by it.
    const lines = createInterface({
      input: createReadStream(fileOf(day), 'utf8'),
      crlfDelay: Number.POSITIVE_INFINITY,
    });
    for await (const line of lines) if (line !== '') yield { day, words: line.split(' ') };
  }
}

async function listDays(): Promise<string[]> {
  const files = await readdir(folder()).catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ENOENT') return [];
    throw fault;
  });
  return files.flatMap((file) => /^(\d{4}-\d{2}-\d{2})\.list$/.exec(file)?.[1] ?? []).sort();
}

/** Deletes the days behind the oldest backup. Answers how many. */
export async function forgetOldErasures(now: Date): Promise<number> {
  const oldest = dayOf(new Date(now.getTime() - LIST_KEPT_FOR * 24 * 3_600_000));
  const days = (await listDays()).filter((day) => day < oldest);
  for (const day of days) await rm(fileOf(day), { force: true });
  return days.length;
}
