import { and, eq, isNull, sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { listSessions } from '../access/sessions.ts';
import { recordAudit } from '../audit.ts';
import { noteFault } from '../journal.ts';
import { needsSecondPerson } from './kinds.ts';
import type { Piece } from './pack.ts';
import { sweepAfter } from './sweep.ts';
import type { Taker, Taking } from './take.ts';

const { exports } = schema;

/** Thrown into the stream: the reader's download fails, and is seen to fail. */
class BrokenOff extends Error {
  override readonly name = 'BrokenOff';
}

/**
 * One portion at a time, read when the reader has taken the one before: a million rows need no more memory than a
 * thousand. Before each one the taker's right is looked at again (AD-05).
 */
export function streamExport(taker: Taker, taking: Taking, pieces: AsyncGenerator<Piece>): ReadableStream<Uint8Array> {
  let sent = 0;
  let read = 0;
  let isOver = false;

  /** The next piece; null at the end. Empty ones are passed over. */
  async function readOn(): Promise<Uint8Array | null> {
    for (;;) {
      sweepAfter(read++);
      await keepRight(taker, taking, sent);
      const { done, value } = await pieces.next();
      sent += value?.people ?? 0;
      if (!taking.isApproved && taking.kind !== 'daily-numbers' && needsSecondPerson(sent))
        throw new BrokenOff('More people than one person may take alone.');
      if (done) return null;
      if (value.bytes.length > 0) return value.bytes;
    }
  }

  async function breakOff(): Promise<void> {
    if (isOver) return;
    isOver = true;
    await noteBreak(taker, taking, sent);
  }

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const bytes = await readOn();
          if (isOver) return;
          if (bytes !== null) return controller.enqueue(bytes);
          await finishTaking(taking, sent);
          isOver = true;
          controller.close();
        } catch (fault) {
          // Whatever serves the stream writes its fault down as it is; a database's could quote values.
          if (!(fault instanceof BrokenOff)) noteFault('an export broke off', fault);
          await breakOff();
          controller.error(new BrokenOff('The export broke off.'));
        }
      },
      cancel: breakOff,
    },
    { highWaterMark: 0 },
  );
}

const isThisTaking = ({ begunAt, id }: Taking) =>
  and(eq(exports.id, id), eq(exports.begunAt, begunAt), isNull(exports.finishedAt));

/** Notes how far it has come; throws when the taker may not have it any more, or has begun anew elsewhere. */
async function keepRight({ member, session }: Taker, taking: Taking, sent: number): Promise<void> {
  const [noted, sessions] = await Promise.all([
    database()
      .update(exports)
      .set({ rowsSent: sent })
      .where(
        and(
          isThisTaking(taking),
          sql`exists (select from members m join accounts a on a.id = m.account_id
            where m.id = ${member.id} and m.left_at is null and a.disabled_at is null and m.role = ${member.role}
              and m.partner_id is not distinct from ${member.partnerId}::uuid)`,
        ),
      )
      .returning({ id: exports.id }),
    listSessions(member.accountId),
  ]);
  if (noted.length === 0 || !sessions.some(({ id }) => id === session.id))
    throw new BrokenOff('The right to this export has ended.');
}

async function finishTaking(taking: Taking, sent: number): Promise<void> {
  const finishedAt = await currentTime();
  const finished = await database()
    .update(exports)
    .set({ rowsSent: sent, finishedAt })
    .where(isThisTaking(taking))
    .returning({ id: exports.id });
  if (finished.length === 0) throw new BrokenOff('The export was begun anew.');
}

/** It may be taken again; that some of it has left the house is on record. */
async function noteBreak({ member }: Taker, taking: Taking, rows: number): Promise<void> {
  const now = await currentTime();
  await database().transaction(async (tx) => {
    const broken = await tx.update(exports).set({ begunAt: null }).where(isThisTaking(taking)).returning();
    if (broken.length === 0) return;
    const subject = { petition: taking.petitionId, kind: taking.kind, rows, export: taking.id };
    await recordAudit(
      tx,
      { actor: member.accountId, act: 'export-broken-off', subject, coalitionId: member.coalition.id },
      now,
    );
  });
}
