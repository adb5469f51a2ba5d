import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { settings } from '@/lib/env.ts';
import type { Tree } from '@/lib/log/merkle/check-proof.ts';
import { parseCheckpoint } from '@/lib/log/note/checkpoint.ts';
import type { Told } from '@/lib/witness/client/told.ts';

/**
 * What witnesses held against us, in a file beside the signing key: whoever restores an older database must not take it
 * back with it. A checkpoint with our own signature is settled when the database has come to it, by recovery. The bare
 * word of two witnesses is settled when somebody has looked into it and removed the file.
 */
const file = () => join(settings().KEY_DIR, 'log', 'witnesses-say.json');

interface Said {
  readonly witness: string;
  readonly standing: string;
  readonly size: string | null;
  /** With the log's own signature; null for a word. */
  readonly checkpoint: string | null;
}

export async function keepEvidence(told: readonly Told[]): Promise<void> {
  const said = told.flatMap(({ evidence, standing, witness }): Said[] =>
    evidence
      ? [
          {
            witness: witness.name,
            standing,
            size: evidence.size === null ? null : String(evidence.size),
            checkpoint: evidence.kind === 'signed' ? evidence.checkpoint : null,
          },
        ]
      : [],
  );
  await mkdir(join(settings().KEY_DIR, 'log'), { recursive: true, mode: 0o700 });
  await writeFile(file(), `${JSON.stringify({ at: new Date().toISOString(), said }, null, 2)}\n`, {
    mode: 0o600,
    flush: true,
  });
}

/** Null when nobody holds anything against us. */
export async function readEvidence(): Promise<{ readonly signed: readonly Tree[]; readonly words: number } | null> {
  const text = await readFile(file(), 'utf8').catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ENOENT') return null;
    throw fault;
  });
  if (text === null) return null;
  const { said } = JSON.parse(text) as { said: readonly Said[] };
  const signed = said.flatMap(({ checkpoint }) => {
    const read = checkpoint === null ? 'none' : parseCheckpoint(checkpoint);
    return typeof read === 'string' ? [] : [read.checkpoint];
  });
  return { signed, words: said.length - signed.length };
}
