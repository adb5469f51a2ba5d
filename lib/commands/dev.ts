import './check-node.ts';
import { closeDatabase } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { petitionPath, signInPath } from '../urls.ts';
import { runWorker } from '../worker/jobs.ts';
import { plantDemoTeam, sayCodes } from './demo-team.ts';
import { plantSeed } from './plant-seed.ts';
import { run, stopSignal, untilAborted } from './run.ts';
import { startSite } from './site.ts';
import { choosePlaces, prepareSurroundings } from './surroundings.ts';

/** Development: the site reloads as its source changes; database and mailbox are the demo's. */
run(async () => {
  const places = await choosePlaces();
  const stopping = stopSignal();
  const around = await prepareSurroundings(places, (sentence) => console.log(sentence));
  const seed = await plantSeed(await currentTime());
  await plantDemoTeam(around.dataDir, await currentTime());
  const site = startSite({ mode: 'dev', port: around.port, host: '127.0.0.1' });
  const worker = runWorker(stopping);
  console.log(`Petition: ${around.appUrl}${petitionPath('en', seed.slug)}\nMailbox:  ${around.mailboxUrl}/inbox`);
  console.log(`Panel:    ${around.appUrl}${signInPath} as owner@example.org; the code is said when it is needed`);
  await Promise.race([untilAborted(stopping), site.ended, sayCodes(around.dataDir, console.log, stopping)]);
  if (!stopping.aborted) process.kill(process.pid, 'SIGTERM');
  await Promise.all([site.stop(2_000), worker]);
  await closeDatabase();
  await around.close();
  process.exit(0);
});
