import { once } from '@/db/once.ts';
import { readU32 } from '../log/bytes.ts';
import { decodeBundle } from '../log/entry/bundle.ts';
import { toUuid } from '../log/entry/entry.ts';
import { TILE_WIDTH } from '../log/merkle/tile.ts';
import { readPublished } from './published.ts';
import { readTileFile } from './tiles/files.ts';

/** What the published log says of one petition: no database is asked, so pages show what outsiders can recount. */
export interface LoggedPetition {
  count: number;
  signed: number;
  /** Asked for by the signers, by the operator's word. */
  withdrawn: number;
  invalidated: number;
  /** By unix hours, in rising order: the count at the end of each hour in which anything happened. */
  readonly hours: Map<number, number>;
}

interface Tallied {
  size: bigint;
  readonly petitions: Map<string, LoggedPetition>;
  reading: Promise<boolean> | null;
}

const memory = () => once('logged-petitions', (): Tallied => ({ size: 0n, petitions: new Map(), reading: null }));

/**
 * Reads what was published since the last time, once for everybody who asks, and answers one petition's numbers at the
 * newest checkpoint; zeros where the log does not speak of it. Null when a bundle is not there.
 */
export async function readLoggedPetition(petitionId: string): Promise<LoggedPetition | null> {
  const tallied = memory();
  tallied.reading ??= readOn(tallied).finally(() => {
    tallied.reading = null;
  });
  return (await tallied.reading) ? (tallied.petitions.get(petitionId) ?? newPetition()) : null;
}

const newPetition = (): LoggedPetition => ({ count: 0, signed: 0, withdrawn: 0, invalidated: 0, hours: new Map() });

const WIDTH = BigInt(TILE_WIDTH);

async function readOn(tallied: Tallied): Promise<boolean> {
  const size = (await readPublished())?.checkpoint.size ?? 0n;
  while (tallied.size < size) {
    const index = tallied.size / WIDTH;
    const octets = await readTileFile({ level: 'entries', index });
    const bundle = octets && decodeBundle(octets);
    if (!bundle || typeof bundle === 'string') return false;
    const start = index * WIDTH;
    const end = start + WIDTH < size ? start + WIDTH : size;
    const entries = bundle.slice(Number(tallied.size - start), Number(end - start));
    if (BigInt(entries.length) !== end - tallied.size) return false;
    for (const entry of entries) addEntry(tallied.petitions, entry);
    tallied.size = end;
  }
  return true;
}

/** By the offsets of the entry's table (lib/log/README.md): a page needs four of its fields, a million times. */
function addEntry(petitions: Map<string, LoggedPetition>, entry: Uint8Array): void {
  const id = toUuid(entry.subarray(6, 22));
  const petition = petitions.get(id) ?? newPetition();
  petitions.set(id, petition);
  const type = entry[1];
  petition.count = readU32(entry, 26);
  if (type === 2) petition.signed += 1;
  if (type === 3) petition.withdrawn += 1;
  if (type === 4) petition.invalidated += 1;
  if (type === 2 || type === 3 || type === 4) petition.hours.set(readU32(entry, 2), petition.count);
}
