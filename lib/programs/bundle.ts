import { join } from 'node:path';
import { buildSync } from 'esbuild';

/**
 * A program with all that it imports as one file, for people who have no copy of this project. The same sources and the
 * same version of the bundler give the same bytes on every machine, so a fingerprint can be compared.
 */
export function bundleProgram(file: string, platform: 'node' | 'browser'): string {
  const { outputFiles } = buildSync({
    absWorkingDir: process.cwd(),
    entryPoints: [join(process.cwd(), file)],
    bundle: true,
    write: false,
    platform,
    // What runs on somebody's machine can be read there; what a browser loads is short.
    minify: platform === 'browser',
    format: platform === 'node' ? 'esm' : 'iife',
    target: platform === 'node' ? 'node20.19' : ['es2022', 'chrome113', 'firefox115', 'safari17'],
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
  });
  const [made] = outputFiles;
  if (!made) throw new Error(`Nothing was made of ${file}.`);
  return made.text;
}
