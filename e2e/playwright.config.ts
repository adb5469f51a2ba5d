import { defineConfig, devices } from '@playwright/test';
import { installedBrowser, quietArguments } from './support/browser.ts';
import {
  mailboxPort,
  onionUrl,
  runDirectory,
  securityContact,
  sitePort,
  siteUrl,
  webhookSecret,
} from './support/places.ts';

const executablePath = installedBrowser();
const chromium = {
  ...devices['Desktop Chrome'],
  baseURL: siteUrl,
  launchOptions: { args: quietArguments, ...(executablePath ? { executablePath } : {}) },
};

/** Set by `npm run test:slow`: nothing else of the suite changes by it. */
const isSlow = process.env.TEST_SLOW === 'yes';

const journeys = /e2e\/journeys\/.*\.spec\.ts/;

export default defineConfig({
  testDir: '..',
  outputDir: '../test-results',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  // CI runs beside nothing else that we know; a test that needs its second try there is reported as flaky.
  retries: process.env.CI ? 1 : 0,
  timeout: 30_000,
  reporter: [['list'], ['./requirements/reporter.ts']],
  globalSetup: './support/rooms-database.ts',
  use: { locale: 'en-GB', screenshot: 'only-on-failure', trace: 'off' },
  projects: [
    // What rooms promise, on a real PostgreSQL.
    { name: 'rooms', testMatch: [/(lib|db|emails|app)\/.*\.test\.tsx?/, /e2e\/(house|lock-file)\.spec\.ts/] },
    // What people wish, with script and without.
    { name: 'script', testMatch: journeys, use: chromium },
    { name: 'no-script', testMatch: journeys, use: { ...chromium, javaScriptEnabled: false } },
    // What the team wishes: the panel, told from outside.
    { name: 'team', testMatch: /e2e\/team\/.*\.spec\.ts/, use: chromium },
    // What every page keeps, and what doors answer to bad input.
    { name: 'pages', testMatch: /e2e\/pages\/.*\.spec\.ts/, use: chromium },
    // What takes minutes to prove: `npm run test:slow` alone runs these.
    ...(isSlow
      ? [
          {
            name: 'slow',
            testMatch: [/e2e\/slow\/.*\.spec\.ts/, /cut-connections\.spec\.ts/],
            timeout: 900_000,
            use: chromium,
          },
        ]
      : []),
  ],
  webServer: {
    command: 'npm run demo',
    cwd: '..',
    url: `${siteUrl}/readyz`,
    timeout: 240_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
    env: {
      PORT: String(sitePort),
      MAILBOX_PORT: String(mailboxPort),
      DATA_DIR: `${runDirectory}/site`,
      DEMO_SIGNATURES: '24',
      LOG_LEVEL: 'error',
      LOG_INTERVAL: '1',
      ONION_URL: onionUrl,
      SECURITY_CONTACT: securityContact,
      RESEND_WEBHOOK_SECRET: webhookSecret,
    },
  },
});
