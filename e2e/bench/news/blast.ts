import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { vacuumPersonalTables } from '@/db/vacuum.ts';
import { plantSigned } from '@/e2e/support/planted.ts';
import { nodeArgumentsOf } from '@/e2e/support/scripts.ts';
import { makePetitionIn, publishNews, sendingOf } from '@/e2e/support/sendings.ts';
import { settings } from '@/lib/env.ts';
import { readOutbox } from '@/lib/mail/queue.ts';
import type { Row } from '../letters/rows.ts';
import { bundleSender } from '../letters/senders.ts';
import { keepWorld } from '../letters/world.ts';
import { readCpu } from '../processes.ts';

interface Journal {
  readonly delivered: number;
  readonly people: number;
  readonly calls: number;
  readonly otherBytes: number;
  readonly withoutStop: number;
}

/** The worker as operators start it: "npm run worker" without npm. */
const startWorker = (): ChildProcess =>
  spawn(process.execPath, nodeArgumentsOf('worker'), { stdio: ['ignore', 'ignore', 'inherit'] });

/** The most memory a process has had so far, in MB (man 5 proc, VmHWM). */
const peakOf = ({ pid }: ChildProcess): number =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0) / 1024;

interface Wish {
  readonly followers: number;
  readonly workers: number;
  readonly mode: 'public' | 'private';
}

/** A petition with so many followers and an update whose letters are queued. Answers the update. */
export async function plantNews(followers: number, mode: 'public' | 'private'): Promise<string> {
  const petition = await makePetitionIn(mode);
  await plantSigned(petition.id, { count: followers, consents: ['updates'] });
  await vacuumPersonalTables(settings().DATABASE_URL);
  const body = 'The court has **ruled**, and this is what it says. '.repeat(20);
  return publishNews(petition, { en: { title: 'The court has ruled', body } });
}

/** How fast an update reaches everybody, by the worker as it is, and how much memory that takes. */
export const measureBlast = ({ followers, mode, workers }: Wish): Promise<Row> =>
  keepWorld({ rate: 1_000 }, async ({ folder }) => {
    const source = join(import.meta.dirname, 'mailbox.ts');
    const mailbox = fork(await bundleSender(folder, source), { execArgv: [] });
    const [{ url }] = (await once(mailbox, 'message')) as [{ url: string }];
    process.env.RESEND_BASE_URL = url;
    const updateId = await plantNews(followers, mode);
    const crowd = Array.from({ length: workers }, startWorker);
    // From the first page on: how long a process takes to start is not what is measured.
    while (!(await sendingOf(updateId)).cursor) await new Promise((resolve) => setTimeout(resolve, 20));
    const [began, cpuBefore] = [performance.now(), readCpu(process.pid)];
    let peak = 0;
    for (let ended = false; !ended; ended = (await sendingOf(updateId)).endedAt !== null) {
      peak = Math.max(...crowd.map(peakOf), peak);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    const seconds = (performance.now() - began) / 1_000;
    const work = (readCpu(process.pid) - cpuBefore) / followers;
    for (const worker of crowd) worker.kill('SIGKILL');
    mailbox.send('journal');
    const [journal] = (await once(mailbox, 'message')) as [Journal];
    mailbox.kill();
    const { dead, handedOver } = await sendingOf(updateId);
    const { waiting } = await readOutbox();
    const agrees =
      journal.delivered === followers &&
      journal.people === followers &&
      handedOver === followers &&
      dead + waiting === 0;
    return {
      what: `an update of a ${mode} petition to ${followers} followers by ${workers} worker(s), to a provider beside them`,
      came:
        `${Math.round(followers / seconds)} letters/s (${work.toFixed(2)} ms of work each, provider and database ` +
        `included), ${Math.round(peak)} MB at most in a worker; journal: ` +
        `${journal.delivered} letters to ${journal.people} people in ${journal.calls} calls, ${journal.otherBytes} with ` +
        `other bytes, ${journal.withoutStop} without one click; outbox: ${handedOver} handed over, ${dead} dead, ${waiting} left`,
      holds: agrees && peak <= 256 && journal.otherBytes === 0 && journal.withoutStop === 0,
    };
  });
