import { existsSync } from 'node:fs';

/** Browsers that may be on the machine already; Playwright's own is used where none of them is. */
const candidates = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

export const installedBrowser = (): string | undefined => candidates.find((path) => path && existsSync(path));

/** Chromium looks up its maker's hosts by itself; a test must not depend on being able to. */
export const quietArguments = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  // Chromium's sandbox refuses to run as root, as which containers usually run tests.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];
