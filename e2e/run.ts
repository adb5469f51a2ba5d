import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hint, run } from '@/lib/commands/run.ts';
import { installedBrowser } from './support/browser.ts';

/** All that CI runs, in the order in which mistakes are cheapest to find. */
run(async () => {
  step('Lint', ['node_modules/@biomejs/biome/bin/biome', 'check', '.']);
  step('Types', ['node_modules/typescript/bin/tsc']);
  findBrowser();
  const directory = makeDirectory();
  const args = ['test', '-c', 'e2e/playwright.config.ts', ...process.argv.slice(2)];
  try {
    step('Tests', ['node_modules/@playwright/test/cli.js', ...args]);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

/** A run keeps its databases and keys in a folder of its own, so that nothing of an earlier run is met. */
function makeDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'undersigned-test-'));
  // As root the database runs as another user, who must be able to come in; what is secret has modes of its own.
  chmodSync(directory, 0o755);
  process.env.TEST_DIR = directory;
  return directory;
}

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
