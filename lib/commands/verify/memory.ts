import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Remembered } from '../../verify/run.ts';
import type { FetchBytes } from '../../verify/site.ts';

/** What this machine remembers of a site: whom it trusted, the last state it proved, and parts of the log that cannot change. */
export interface SiteMemory {
  readonly policy: string | null;
  readonly last: Remembered | null;
}

const VERSION = 'undersigned verify 1';

export class MemoryFault extends Error {
  override readonly name = 'MemoryFault';
}

const folderOf = (state: string, site: string): string => join(state, new URL(site).host.replaceAll(/[^\w.-]/g, '_'));
const fileOf = (state: string, site: string): string => join(folderOf(state, site), 'state.json');

/** Throws a {@link MemoryFault} when the file is damaged: taken for an empty one, it would hide a rewritten history. */
export async function readMemory(state: string, site: string): Promise<SiteMemory> {
  const file = fileOf(state, site);
  const text = await readFile(file, 'utf8').catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ENOENT') return null;
    throw fault;
  });
  if (text === null) return { policy: null, last: null };
  const memory = parseMemory(text);
  if (memory) return memory;
  throw new MemoryFault(`${file} is damaged. Bring it back from a copy, or delete it to begin anew.`);
}

function parseMemory(text: string): SiteMemory | null {
  try {
    const { last, policy, version } = JSON.parse(text) as Record<string, unknown>;
    if (version !== VERSION || (policy !== null && typeof policy !== 'string')) return null;
    if (last === null) return { policy, last };
    const { note, time } = last as Record<string, unknown>;
    if (typeof note !== 'string' || (time !== null && typeof time !== 'string')) return null;
    return { policy, last: { note, time: time === null ? null : BigInt(time) } };
  } catch {
    // No JSON, or a time that is no number: damaged, as the caller says.
    return null;
  }
}

export async function writeMemory(state: string, site: string, { last, policy }: SiteMemory): Promise<void> {
  const told = last && { note: last.note, time: last.time === null ? null : String(last.time) };
  await putFile(fileOf(state, site), `${JSON.stringify({ version: VERSION, policy, last: told }, null, 2)}\n`);
}

/**
 * A full bundle never changes, so it is read from the site once. The recount proves those kept like those sent. `used`
 * hears of each that was not asked for again.
 */
export function keepingBundles(fetchBytes: FetchBytes, state: string, site: string, used: () => void): FetchBytes {
  return async (path, most) => {
    if (!/^\/log\/tile\/entries\/[x\d/]+$/.test(path)) return fetchBytes(path, most);
    const file = join(folderOf(state, site), path);
    const kept = await readFile(file).catch(() => null);
    if (kept && kept.length <= most) {
      used();
      return new Uint8Array(kept);
    }
    const octets = await fetchBytes(path, most);
    if (octets !== 'missing') await putFile(file, octets);
    return octets;
  };
}

export const forgetBundles = (state: string, site: string): Promise<void> =>
  rm(join(folderOf(state, site), 'log'), { recursive: true, force: true });

/** A run that is broken off leaves whole files. */
async function putFile(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const beside = `${file}.${process.pid}.new`;
  await writeFile(beside, content);
  await rename(beside, file);
}
