import { buildSync } from 'esbuild';

/**
 * One of the panel's scripts with all that it imports, as one file without imports. A browser cannot find packages by
 * their names, and the pages' policy lets no other origin and no inline map help it. The sealing library is what npm
 * installed, by the lock file's hash; nothing of it is copied into this repository.
 */
export function bundleScript(file: string): Buffer<ArrayBuffer> {
  const { outputFiles } = buildSync({
    entryPoints: [file],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'silent',
  });
  const [made] = outputFiles;
  if (!made) throw new Error(`Nothing was made of ${file}.`);
  return Buffer.from(new Uint8Array(made.contents));
}
