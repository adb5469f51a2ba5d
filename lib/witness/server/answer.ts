import { sha256 } from '../../log/merkle/sha256.ts';
import { parseCheckpoint } from '../../log/note/checkpoint.ts';
import { cosign } from '../../log/note/cosignature.ts';
import { formatNote, formatSignatureLine, type NoteSignature } from '../../log/note/note.ts';
import { toHex, toUtf8 } from '../../log/text.ts';
import type { ReadSubmission } from '../../log/witness/add-checkpoint.ts';
import { decide, nothingCosigned, readRequest, type WatchedLog } from '../../log/witness/decide.ts';
import type { WitnessKey } from './key-file.ts';
import type { Cosigned, Memory } from './memory.ts';

/** What the witness answers, apart from the wire: C2SP tlog-witness, "add-checkpoint" and monitoring. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  /** Why it was refused, for the person who runs the witness; null when it was not. */
  readonly refusal: string | null;
}

export interface WitnessDesk {
  readonly key: WitnessKey;
  readonly memory: Memory;
  readonly logs: readonly WatchedLog[];
  /** POSIX seconds. */
  readonly now: () => bigint;
}

const plain = (status: number, body: string, refusal: string | null = null): Answer => ({
  status,
  contentType: 'text/plain; charset=utf-8',
  body,
  refusal,
});

/** Checks, compares, stores, and only then signs. A fault of the disk is thrown: nothing was signed. */
export async function answerSubmission(desk: WitnessDesk, body: string): Promise<Answer> {
  const request = await readRequest(body, desk.logs);
  if ('status' in request) return { ...request, refusal: request.reason };
  return desk.memory.alone(async () => {
    const last = desk.memory.last(request.checkpoint.origin);
    const decision = decide(request, last?.checkpoint ?? nothingCosigned());
    if ('status' in decision) return { ...decision, refusal: decision.reason };
    const cosigned = whatToStore(request, last, desk);
    await desk.memory.store(cosigned);
    return plain(200, formatSignatureLine(await cosignatureOf(cosigned, desk.key)));
  });
}

/** Lines of other witnesses are not ours to keep; a clock that was set back does not make a cosignature older. */
function whatToStore(
  { checkpoint, note }: ReadSubmission,
  last: Cosigned | null,
  { logs, now }: WitnessDesk,
): Cosigned {
  const keys = logs.find(({ origin }) => origin === checkpoint.origin)?.keys ?? [];
  const isOfLog = ({ name, keyId }: NoteSignature) => keys.some((key) => key.name === name && key.id === keyId);
  const time = now();
  return {
    checkpoint,
    note: formatNote({ text: note.text, signatures: note.signatures.filter(isOfLog) }),
    time: last && last.time > time ? last.time : time,
  };
}

async function cosignatureOf({ note, time }: Cosigned, { name, signer }: WitnessKey): Promise<NoteSignature> {
  const read = parseCheckpoint(note);
  if (typeof read === 'string') throw new Error(`A stored checkpoint cannot be read: ${read}.`);
  return cosign(read.note.text, name, signer, time);
}

/** `GET /<hex SHA-256(origin)>/checkpoint`: the last cosigned checkpoint, or 404. */
export async function answerMonitor({ key, logs, memory }: WitnessDesk, hexOrigin: string): Promise<Answer> {
  const log = logs.find(({ origin }) => toHex(sha256(toUtf8(origin))) === hexOrigin);
  const cosigned = log ? memory.last(log.origin) : null;
  if (!cosigned) return plain(404, 'not-found\n', null);
  return plain(200, cosigned.note + formatSignatureLine(await cosignatureOf(cosigned, key)));
}
