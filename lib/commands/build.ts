import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Hint } from './run.ts';

const SOURCES = [
  'app',
  'lib',
  'db',
  'emails',
  'instrumentation.ts',
  'next.config.js',
  'package-lock.json',
  'tsconfig.json',
];

/** True when no source is newer than the last build. */
export function isBuildCurrent(): boolean {
  const built = statSync('.next/BUILD_ID', { throwIfNoEntry: false })?.mtimeMs;
  return built !== undefined && SOURCES.every((source) => newestIn(source) < built);
}

function newestIn(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return stat?.mtimeMs ?? 0;
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestIn(join(path, name))), 0);
}

/** For commands that must run on a fresh machine. */
export function buildIfNeeded(say: (sentence: string) => void): void {
  if (isBuildCurrent()) return;
  say('Building the site, which takes half a minute the first time …');
  const build = spawnSync(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    encoding: 'utf8',
  });
  if (build.status !== 0) throw new Hint(`The build failed:\n${build.stdout}\n${build.stderr}`);
}
