import './check-node.ts';
import { closeDatabase } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { replayErasures } from '../retention/replay.ts';
import { petitionPath, signInPath } from '../urls.ts';
import { runWorker } from '../worker/jobs.ts';
import { buildIfNeeded } from './build.ts';
import { demoCode, plantDemoTeam, sayCodes } from './demo-team.ts';
import { plantSeed } from './plant-seed.ts';
import { run, stopSignal, untilAborted } from './run.ts';
import { signByExample } from './sign-by-example.ts';
import { startSite, waitForSite } from './site.ts';
import { choosePlaces, prepareSurroundings, type Surroundings } from './surroundings.ts';

const say = (sentence: string) => console.log(sentence);

/** From a fresh machine to a working site with a petition, signatures and a mailbox, on this machine alone. */
run(async () => {
  const places = await choosePlaces();
  buildIfNeeded(say);
  const stopping = stopSignal();
  const around = await prepareSurroundings(places, say);
  await keepSiteOpen(around, stopping).finally(async () => {
    await closeDatabase();
    await around.close();
  });
  process.exit(0);
});

async function keepSiteOpen(around: Surroundings, stopping: AbortSignal): Promise<void> {
  await replayErasures();
  const seed = await plantSeed(await currentTime());
  await plantDemoTeam(around.dataDir, await currentTime());
  const site = startSite({ mode: 'start', port: around.port, host: '127.0.0.1', quiet: true });
  const worker = runWorker(stopping);
  try {
    await waitForSite(site, around.appUrl);
    if (seed.isNew) await signAsVisitors(around, seed.slug, stopping);
    if (!stopping.aborted) await sayWhere(around, seed.slug);
    await Promise.race([untilAborted(stopping), site.ended, sayCodes(around.dataDir, say, stopping)]);
  } finally {
    if (!stopping.aborted) process.kill(process.pid, 'SIGTERM');
    await Promise.all([site.stop(), worker]);
  }
}

async function signAsVisitors(around: Surroundings, slug: string, stopping: AbortSignal): Promise<void> {
  const signatures = Number(process.env.DEMO_SIGNATURES ?? 312);
  const { appUrl, mailboxUrl } = around;
  await signByExample({ appUrl, mailboxUrl, slug, signatures, say, stopping });
  // The first letter in the mailbox shall be the newcomer's own.
  around.emptyMailbox();
}

async function sayWhere({ appUrl, dataDir, mailboxUrl }: Surroundings, slug: string): Promise<void> {
  say('');
  say(`  The petition    ${appUrl}${petitionPath('en', slug)}`);
  say(`  The mailbox     ${mailboxUrl}/inbox`);
  say(`  The panel       ${appUrl}${signInPath}`);
  say('');
  say('Sign with any made-up address, read the letter in the mailbox, confirm.');
  say('The panel: sign in as owner@example.org (or editor@, translator@, moderator@, analyst@, partner@), follow the');
  say(
    `letter, enter the code. Now it is ${await demoCode(dataDir, await currentTime())}; it is said here anew when somebody needs it.`,
  );
  say('Ctrl-C stops the demo. Its data stays; the letters in the mailbox do not.');
}
