import { eq } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { settings } from '../env.ts';
import { encodeExtra } from '../log/receipt/extra.ts';
import { formatProofFile } from '../log/receipt/proof-file.ts';
import type { Token } from '../token.ts';
import { findSignEntry } from '../transparency/find-entry.ts';
import { readLogHealth, troubleOf } from '../transparency/health.ts';
import { isImported, openNonceIfOwn } from '../transparency/locks.ts';
import { type Published, readPublished } from '../transparency/published.ts';
import { readInclusionProof } from '../transparency/tiles/prove.ts';
import { findByToken } from './find.ts';

/** Why there is no receipt, or none yet. */
export type NoReceipt =
  /** Recorded; the next checkpoint holds it. */
  | { readonly is: 'waiting'; readonly seconds: number }
  /** Recorded, and the log publishes nothing at present. */
  | { readonly is: 'held' }
  /** The signature is older than the log. */
  | { readonly is: 'before-log' }
  /** The nonce went with the signer's details. */
  | { readonly is: 'deleted' }
  /** The team took the signature out of the count. */
  | { readonly is: 'removed' }
  /** This link leads to the signature, and another one confirmed it. */
  | { readonly is: 'other-link' };

export interface ReadyReceipt {
  readonly is: 'ready';
  readonly index: bigint;
  /** 72 or 136 bytes. */
  readonly entry: Buffer;
  readonly textVersion: number;
  readonly nonce: Buffer;
  readonly published: Published;
}

export type FoundReceipt = ReadyReceipt | NoReceipt;

/** What a signer can have of a receipt now; null for a link that leads to no signature. Stores and counts nothing. */
export async function findReceipt(token: Token): Promise<FoundReceipt | null> {
  const found = await findByToken(token);
  const kept = found?.kind === 'signature' ? await readKept(found.id) : null;
  if (!found || !kept) return null;
  const { invalidatedOn, sealedEntry, sealedNonce, textVersion } = kept;
  if (!sealedNonce) return { is: !sealedEntry || isImported(sealedEntry) ? 'before-log' : 'deleted' };
  const opened = openNonceIfOwn(token, found.id, sealedNonce);
  if (!opened) return { is: 'other-link' };
  if (invalidatedOn) return { is: 'removed' };
  const place = await findSignEntry(opened.commitment);
  const published = await readPublished();
  // After an undo the old entry stays removed, and the new one gets its place a moment later.
  if (!place || place.isRemoved || !published || place.index >= published.checkpoint.size) return tellWait(published);
  return { is: 'ready', index: place.index, entry: place.entry, textVersion, nonce: opened.nonce, published };
}

async function readKept(id: string) {
  const { petitionVersions: versions, signatures } = schema;
  const [row] = await database()
    .select({
      invalidatedOn: signatures.invalidatedOn,
      sealedEntry: signatures.sealedEntry,
      sealedNonce: signatures.sealedNonce,
      textVersion: versions.version,
    })
    .from(signatures)
    .innerJoin(versions, eq(versions.id, signatures.versionId))
    .where(eq(signatures.id, id));
  return row ?? null;
}

/** In seconds: the sequencer's turn, the tiles and the witnesses' answers. */
const WORK = 4;

async function tellWait(published: Published | null): Promise<NoReceipt> {
  const now = await currentTime();
  if (troubleOf(await readLogHealth(), now)) return { is: 'held' };
  const age = published ? (now.getTime() - published.at.getTime()) / 1_000 : settings().LOG_INTERVAL;
  return { is: 'waiting', seconds: Math.ceil(Math.max(0, settings().LOG_INTERVAL - age)) + WORK };
}

/** The file itself (C2SP tlog-proof): it can be checked without this site. The address is not in it. */
export async function writeReceipt({ index, published, ...extra }: ReadyReceipt): Promise<string> {
  return formatProofFile({
    extra: encodeExtra(extra),
    index,
    proof: await readInclusionProof(index, published.checkpoint.size),
    checkpoint: published.note.toString(),
  });
}
