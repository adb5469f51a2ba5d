import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = ['app', 'lib', 'db', 'emails', 'next.config.js', 'package-lock.json', 'tsconfig.json'];

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
