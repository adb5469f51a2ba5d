import { spawnSync } from 'node:child_process';
import { Hint, run } from '@/lib/commands/run.ts';
import { installedBrowser } from './support/browser.ts';

/** All that CI runs, in the order in which mistakes are cheapest to find. */
run(async () => {
  step('Lint', ['node_modules/@biomejs/biome/bin/biome', 'check', '.']);
  step('Types', ['node_modules/typescript/bin/tsc']);
  findBrowser();
  step('Tests', [
    'node_modules/@playwright/test/cli.js',
    'test',
    '-c',
    'e2e/playwright.config.ts',
    ...process.argv.slice(2),
  ]);
});

function step(name: string, args: readonly string[]): void {
  console.log(`\n── ${name}`);
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) throw new Hint(`${name} failed.`);
}

/** A browser that is there, else Playwright's own, else the system's: whichever this machine can have. */
function findBrowser(): void {
  if (
    installedBrowser() ||
    tryCommand(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'])
  )
    return;
  const isRoot = process.getuid?.() === 0;
  if (
    isRoot &&
    tryCommand('apt-get', ['update', '-q']) &&
    tryCommand('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-noto-core'])
  )
    return;
  throw new Hint(
    'The tests need a Chromium. Install one ("npx playwright install chromium" or "apt-get install chromium"), or set CHROMIUM_PATH.',
  );
}

const tryCommand = (command: string, args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: 'inherit', timeout: 300_000 }).status === 0;
