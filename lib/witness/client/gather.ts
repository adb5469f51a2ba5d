import { type Checkpoint, parseCheckpoint } from '../../log/note/checkpoint.ts';
import { formatNote, type Note, parseSignatureLines } from '../../log/note/note.ts';
import type { VerifiedSignature } from '../../log/note/verify-note.ts';
import {
  formatSubmission,
  readAnswer,
  type WitnessAnswer,
  type WitnessReply,
} from '../../log/witness/add-checkpoint.ts';
import { postCheckpoint } from './ask.ts';
import { lookForEvidence, type OwnHistory } from './evidence.ts';
import type { Standing, Told, Witness } from './told.ts';

/** One round: a new checkpoint is shown to every witness at once, and what they sign is collected. */
export interface Round extends Omit<OwnHistory, 'checkpoint'> {
  /** The checkpoint with the log's own signature. */
  readonly note: string;
  /** POSIX seconds. */
  readonly now: bigint;
}

/** In milliseconds: for one answer, and for all that is asked of one witness in a round. */
export interface Patience {
  readonly answer: number;
  readonly witness: number;
}
const PATIENCE: Patience = { answer: 2_000, witness: 5_000 };

/** How far, in seconds, a witness's clock may be from ours. */
const CLOCK_TOLERANCE = 300n;

/** Asks all of them at the same time, each within its patience. Throws when `note` is no checkpoint. */
export async function gatherCosignatures(
  round: Round,
  witnesses: readonly Witness[],
  patience: Patience = PATIENCE,
): Promise<Told[]> {
  const read = parseCheckpoint(round.note);
  if (typeof read === 'string') throw new Error(`The log's own checkpoint cannot be read: ${read}.`);
  const shown: Shown = { ...round, checkpoint: read.checkpoint, own: ownLines(read.note, round), patience };
  return Promise.all(witnesses.map((witness) => askWitness(shown, witness)));
}

interface Shown extends Round {
  readonly checkpoint: Checkpoint;
  readonly own: Note;
  readonly patience: Patience;
}

/** Witnesses get the log's own lines alone: some of them take no more than 10 KiB. */
function ownLines({ text, signatures }: Note, { logKeys }: Round): Note {
  const isOwn = (name: string, id: string) => logKeys.some((key) => key.name === name && key.id === id);
  return { text, signatures: signatures.filter(({ name, keyId }) => isOwn(name, keyId)) };
}

/** A size that differs from ours is adopted and asked with once more; the second answer is final. */
async function askWitness(shown: Shown, witness: Witness): Promise<Told> {
  const deadline = AbortSignal.timeout(shown.patience.witness);
  const { size } = shown.checkpoint;
  // More than we hold: it may be we who forgot. The witness's answer will say.
  const isBeyond = witness.lastSize > size;
  let old = isBeyond ? size : witness.lastSize;
  let heard = await submit(shown, witness, old, deadline);
  if (heard.reply === 'other-size' && heard.size !== old && heard.size <= size) {
    old = heard.size;
    heard = await submit(shown, witness, old, deadline);
  }
  return tell(shown, { ...witness, lastSize: old }, heard, deadline);
}

type Heard = WitnessReply & { readonly strangers: number };

async function submit(shown: Shown, witness: Witness, old: bigint, deadline: AbortSignal): Promise<Heard> {
  const proof = await shown.proofFrom(old);
  if (!proof) return { reply: 'unavailable', strangers: 0 };
  const body = formatSubmission({ old, proof, checkpoint: formatNote(shown.own) });
  const signal = AbortSignal.any([deadline, AbortSignal.timeout(shown.patience.answer)]);
  const answer = await postCheckpoint(witness.url, body, signal);
  if (answer === 'away') return { reply: 'unavailable', strangers: 0 };
  const reply = await readAnswer(answer, shown.own.text, [witness.key]);
  return { ...reply, strangers: countStrangers(answer, witness) };
}

function countStrangers({ status, body }: WitnessAnswer, { key }: Witness): number {
  const lines = status === 200 ? parseSignatureLines(body) : [];
  return typeof lines === 'string'
    ? 0
    : lines.filter(({ name, keyId }) => name !== key.name || keyId !== key.id).length;
}

async function tell(shown: Shown, witness: Witness, heard: Heard, deadline: AbortSignal): Promise<Told> {
  const told = { witness, cosignature: null, lastSize: witness.lastSize, strangers: heard.strangers, evidence: null };
  switch (heard.reply) {
    case 'cosigned':
      return { ...told, ...judgeTime(heard.signatures, shown) };
    case 'other-size':
    case 'fork-alarm': {
      const standing: Standing = heard.reply === 'fork-alarm' ? 'fork-alarm' : standingAt(heard.size, shown);
      const claimed = heard.reply === 'other-size' ? heard.size : null;
      if (standing === 'bad-answer') return { ...told, standing };
      return { ...told, standing, evidence: await lookForEvidence(shown, witness.url, claimed, deadline) };
    }
    case 'unavailable':
      return { ...told, standing: 'away' };
    case 'refused':
    case 'bad-answer':
      return { ...told, standing: heard.reply };
  }
}

/** Still another size after we took over theirs: it is ahead of us, or makes no sense. */
const standingAt = (size: bigint, { checkpoint }: Shown): Standing => (size > checkpoint.size ? 'ahead' : 'bad-answer');

function judgeTime(
  signatures: readonly VerifiedSignature[],
  { now, checkpoint }: Shown,
): Pick<Told, 'standing' | 'cosignature'> & Partial<Pick<Told, 'lastSize'>> {
  const isSane = (time: bigint | null) =>
    time !== null && time >= now - CLOCK_TOLERANCE && time <= now + CLOCK_TOLERANCE;
  const newest = signatures
    .filter(({ time }) => isSane(time))
    .sort((a, b) => Number((b.time ?? 0n) - (a.time ?? 0n)))[0];
  return newest
    ? { standing: 'cosigned', cosignature: newest, lastSize: checkpoint.size }
    : { standing: 'clock-wrong', cosignature: null, lastSize: checkpoint.size };
}
