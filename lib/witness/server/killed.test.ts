import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { SmallLog } from '@/e2e/support/small-log.ts';
import { formatSubmission } from '../../log/witness/add-checkpoint.ts';

const PETITION = '11111111-1111-4111-8111-111111111111';

interface Started {
  readonly child: ChildProcess;
  readonly url: string;
}

/** A witness as a partner starts it. */
async function startCommand(folder: string, log: SmallLog): Promise<Started> {
  const args = ['--import', 'tsx', 'lib/commands/witness.ts', '--state', folder, '--port', '0'];
  const child = spawn(process.execPath, [...args, '--name', 'group.example/witness', '--log', log.vkey]);
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (part) => {
      said += String(part);
      const told = /answers at (http:\S+)/.exec(said)?.[1];
      if (told) resolve(told);
    });
    child.once('exit', () => reject(new Error(`The witness ended: ${said}`)));
  });
  return { child, url };
}

test('a witness killed at any moment never forgets what it answered', async () => {
  test.setTimeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'undersigned-witness-killed-'));
  const log = await SmallLog.open();
  log.add({ type: 'petition', petition: PETITION });
  while (log.size < 400) log.add({ type: 'sign', petition: PETITION });
  const ask = async (url: string, old: number, size: number) => {
    const body = formatSubmission({
      old: BigInt(old),
      proof: log.proof(BigInt(old), size),
      checkpoint: await log.note(size),
    });
    return fetch(`${url}/add-checkpoint`, { method: 'POST', body });
  };
  let answered = 0;
  try {
    for (let kill = 0; kill < 4; kill++) {
      const { child, url } = await startCommand(folder, log);
      // Nothing is cosigned of size 0, so a witness that remembers something says what.
      const met = await ask(url, 0, kill === 0 ? 1 : 400);
      const remembered = kill === 0 ? 1 : Number(await met.text());
      expect(met.status).toBe(kill === 0 ? 200 : 409);
      // It may have stored one more than it could still answer; it must not have stored less.
      expect(remembered).toBeGreaterThanOrEqual(answered);
      expect(remembered).toBeLessThanOrEqual(answered + 1);
      expect((await ask(url, remembered, remembered)).status, 'asking again works').toBe(200);
      answered = remembered;
      const timer = setTimeout(() => child.kill('SIGKILL'), 20 + 60 * kill);
      for (let isAlive = true; isAlive; ) {
        const answer = await ask(url, answered, answered + 1).catch(() => null);
        const isRead = answer ? await answer.text().then(Boolean, () => false) : false;
        if (answer?.status === 200 && isRead) answered += 1;
        isAlive = isRead;
      }
      clearTimeout(timer);
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
