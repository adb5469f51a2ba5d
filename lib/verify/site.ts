import { LONGEST_NOTE } from '../log/note/note.ts';
import { fromUtf8 } from '../log/text.ts';

/**
 * How the verifier reads a site: paths in, octets out. The command line, a browser and a test each bring their own
 * way; nothing here knows of networks, files or screens.
 */
export type FetchBytes = (path: string, most: number) => Promise<Uint8Array | 'missing'>;

/** A site that does not answer, or not in a form that can be read. It proves nothing, for or against. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/** In bytes: 256 entries of 136 bytes with their lengths. A log of ours has no longer ones. */
const LONGEST_BUNDLE = 256 * (136 + 2);
const LONGEST_LIST = 4 * 1024 * 1024;

export interface Site {
  readonly checkpoint: () => Promise<string | 'missing'>;
  /** The site's own word on its policy and key: for a first meeting, and worth no more than that. */
  readonly policy: () => Promise<string | 'missing'>;
  readonly bundle: (path: string) => Promise<Uint8Array | 'missing'>;
  readonly json: (path: string) => Promise<unknown>;
}

export function siteOf(fetchBytes: FetchBytes): Site {
  const text = async (path: string, most: number) => {
    const octets = await fetchBytes(path, most);
    if (octets === 'missing') return octets;
    const read = fromUtf8(octets);
    if (read === null) throw new Unreadable(`${path}: no UTF-8`);
    return read;
  };
  return {
    checkpoint: () => text('/log/checkpoint', 4 * LONGEST_NOTE),
    policy: () => text('/log/policy', 4 * LONGEST_NOTE),
    bundle: (path) => fetchBytes(`/log/${path}`, LONGEST_BUNDLE),
    json: async (path) => {
      const read = await text(path, LONGEST_LIST);
      if (read === 'missing') return read;
      try {
        return JSON.parse(read) as unknown;
      } catch {
        throw new Unreadable(`${path}: no JSON`);
      }
    },
  };
}
