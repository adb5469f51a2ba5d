import { spawnSync } from 'node:child_process';
import { expect, test } from '@playwright/test';

/** The rows of `npm run bench -- letters`, each with its own site, provider and database. One at a time. */
test.describe.configure({ mode: 'serial' });

function keepsItsPromise(row: string): void {
  const args = ['--import', 'tsx', 'e2e/bench/letters/run.ts', `--row=${row}`];
  const { status, stderr, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  console.log(stdout);
  expect(status, stdout + stderr).toBe(0);
}

test('FA-01, EM-02: 200 killed workers lose none of 20,000 letters and repeat none', () =>
  keepsItsPromise('kills-honoured'));

test('FA-01: where the provider ignores keys, a killed worker repeats one call at most', () =>
  keepsItsPromise('kills-ignored'));

test('FA-04: four workers send 10,000 letters once', () => keepsItsPromise('crowd'));

test('FA-03: what a killed worker held is sent by another within 90 seconds', () => keepsItsPromise('lease'));

test('EM-04: one bad letter in 1,000 does not slow the other 999', () => keepsItsPromise('poison'));

test('EM-05: 20,000 letters are drained within 15 minutes, at the provider’s pace', () => keepsItsPromise('drain'));

test('EM-05: from the form to the provider it is 30 seconds at most while all is well', () =>
  keepsItsPromise('handover'));

test('EM-01: 50 people a second sign while the provider hangs for five minutes', () => keepsItsPromise('outage'));
